/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_DISJOINT_PATHS_H
#define LINK_DISJOINT_PATHS_H

#include "ns3/registration.h"
#include "ns3/service.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Sends the packets of one endpoint of the multi-hop routing service over link-disjoint paths, to
 * gain the rate of several links. Install it on all servers (ServiceHelper<LinkDisjointPaths>);
 * TCP/IP has the same by attribute Paths of the VirtualNic.
 *
 * It sends no frames and keeps no state. What is sent arrives out of order: by which path a packet
 * goes, the link that is free decides.
 */
class LinkDisjointPaths : public Service
{
  public:
    static constexpr uint16_t SERVICE_ID = 4; //!< on the server; it has no frames of its own
    static constexpr uint16_t ENDPOINT = 4;   //!< whose packets, unless attribute Endpoint is set

    static TypeId GetTypeId();
    LinkDisjointPaths();
    ~LinkDisjointPaths() override;

  protected:
    bool NeedsPlace() const override;
    void Placed() override;

  private:
    uint16_t m_endpoint{ENDPOINT}; //!< whose packets
    Registration m_forwarder;      //!< chooses their links
};

} // namespace ns3::camcube

#endif /* LINK_DISJOINT_PATHS_H */
