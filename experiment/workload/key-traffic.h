/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_TRAFFIC_H
#define KEY_TRAFFIC_H

#include "ns3/key.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/random-variable-stream.h"
#include "ns3/registration.h"
#include "ns3/sample-summary.h"
#include "ns3/torus-coordinate.h"

#include <cstdint>
#include <vector>

namespace ns3::camcube
{

class FailureInjector;

/**
 * \ingroup camcube
 *
 * Packets to keys, from servers that live when they are sent, drawn at random. It must live until
 * the simulation has run.
 */
class KeyTraffic
{
  public:
    /** What has become of them. */
    struct Counts
    {
        uint64_t sent{0};      //!< all
        uint64_t delivered{0}; //!< at a root
        uint64_t returned{0};  //!< given back at their source
        uint64_t rerouted{0};  //!< times that one went on to another root
        SampleSummary hops;    //!< of those that were delivered
        SampleSummary timeUs;  //!< of those that were delivered, from source to root
    };

    /**
     * \param servers with KeyRouting, by number
     * \param failures says which have failed
     * \param random draws the sources
     */
    KeyTraffic(const NodeContainer& servers,
               const FailureInjector& failures,
               const Ptr<UniformRandomVariable>& random);

    /** Schedules a packet to each of some keys, one after another. */
    void Send(const std::vector<Key>& keys, Time begin, Time end);

    const Counts& GetCounts() const
    {
        return m_counts;
    }

  private:
    void SendOne(const Key& key);
    void Rerouted(const TorusCoordinate& from, const TorusCoordinate& to);

    NodeContainer m_servers;             //!< by number
    const FailureInjector& m_failures;   //!< says which have failed
    Ptr<UniformRandomVariable> m_random; //!< draws the sources
    std::vector<Registration> m_kept;    //!< with the servers
    Counts m_counts;                     //!< so far
};

} // namespace ns3::camcube

#endif /* KEY_TRAFFIC_H */
