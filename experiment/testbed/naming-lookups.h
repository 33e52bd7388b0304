/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NAMING_LOOKUPS_H
#define NAMING_LOOKUPS_H

#include "ns3/chord-ring.h"
#include "ns3/multi-hop-routing.h"
#include "ns3/naming.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/random-variable-stream.h"
#include "ns3/sample-summary.h"
#include "ns3/torus.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Puts names and gets them, one after the other, from servers drawn at random, while nothing fails:
 * what that takes, and what look-ups in a Chord ring would. It must live until the simulation has
 * run.
 */
class NamingLookups
{
  public:
    /** What operations of one kind took. */
    struct Costs
    {
        uint64_t failed{0};     //!< operations, or values that were wrong
        SampleSummary messages; //!< of each
        SampleSummary hops;     //!< of these over cables
        SampleSummary timeUs;   //!< until it was done
    };

    /**
     * \param torus the cube, which must live as long
     * \param servers with Naming, by number; nothing else is sent over their routing services
     * \param random draws the servers
     */
    NamingLookups(const Torus& torus,
                  const NodeContainer& servers,
                  const Ptr<UniformRandomVariable>& random);

    NamingLookups(const NamingLookups&) = delete;
    NamingLookups& operator=(const NamingLookups&) = delete;

    /** Schedules puts of some names, and gets of the same. \return when all are done */
    Time Schedule(uint32_t names, Time begin);

    const Costs& GetPuts() const
    {
        return m_puts;
    }

    const Costs& GetGets() const
    {
        return m_gets;
    }

    /** \return what the same gets take in a Chord ring */
    const Costs& GetChord() const
    {
        return m_chord;
    }

  private:
    /** What has been sent so far. */
    struct Sent
    {
        uint64_t messages{0}; //!< of the service
        uint64_t hops{0};     //!< of all packets
    };

    Sent Count() const;
    void Operate(uint32_t name, bool isPut);

    std::vector<Ptr<Naming>> m_services;         //!< by server
    std::vector<Ptr<MultiHopRouting>> m_routing; //!< by server
    Ptr<UniformRandomVariable> m_random;         //!< draws servers
    ChordRing m_ring;                            //!< beside
    Costs m_puts;                                //!< so far
    Costs m_gets;                                //!< so far
    Costs m_chord;                               //!< of the gets
};

} // namespace ns3::camcube

#endif /* NAMING_LOOKUPS_H */
