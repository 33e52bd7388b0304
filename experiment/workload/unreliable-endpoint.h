/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef UNRELIABLE_ENDPOINT_H
#define UNRELIABLE_ENDPOINT_H

#include "ns3/multi-hop-routing.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/random-variable-stream.h"
#include "ns3/registration.h"

#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Loses, doubles and delays packets of one endpoint where they start, at random, so that they
 * arrive in any order. It must live until the simulation has run.
 */
class UnreliableEndpoint
{
  public:
    /** What becomes of packets. */
    struct Shares
    {
        double lost{0};               //!< share that is lost, 0 to 1
        double doubled{0};            //!< share that comes twice, the second time late
        double late{0};               //!< share that is late
        Time latest{MilliSeconds(4)}; //!< by how much at most
    };

    /**
     * \param servers with the multi-hop routing service
     * \param endpoint whose packets
     * \param shares how many
     * \param random decides
     */
    UnreliableEndpoint(const NodeContainer& servers,
                       uint16_t endpoint,
                       const Shares& shares,
                       const Ptr<UniformRandomVariable>& random);

    UnreliableEndpoint(const UnreliableEndpoint&) = delete;
    UnreliableEndpoint& operator=(const UnreliableEndpoint&) = delete;

    /** Lets all packets pass from now on. */
    void Stop()
    {
        m_isPassing = true;
    }

  private:
    MultiHopRouting::Verdict Judge(const Ptr<MultiHopRouting>& routing,
                                   const FramePtr& frame,
                                   const RoutingHeader& header);
    void SendLate(const Ptr<MultiHopRouting>& routing,
                  const RoutingHeader& header,
                  const Ptr<Packet>& packet);

    Shares m_shares;                     //!< how many
    Ptr<UniformRandomVariable> m_random; //!< decides
    bool m_isPassing{false};             //!< whether a packet is left alone
    std::vector<Registration> m_kept;    //!< with the servers
};

} // namespace ns3::camcube

#endif /* UNRELIABLE_ENDPOINT_H */
