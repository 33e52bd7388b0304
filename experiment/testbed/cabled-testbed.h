/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CABLED_TESTBED_H
#define CABLED_TESTBED_H

#include "testbed.h"

#include "ns3/cabled-network-helper.h"
#include "ns3/link-meter.h"

#include <optional>

namespace ns3::camcube
{

/** \ingroup camcube \brief What the testbeds of stock point-to-point devices have in common. */
class CabledTestbed : public Testbed
{
  public:
    /** Every server and switch is an IP router here: the meter counts hops by itself. */
    void CountHopsWith(PacketMeter& meter) const override;
    std::vector<LinkSample> GetLinkSamples() const override;

  protected:
    /** Set what is the same for all, before the network is created. */
    static void Configure(CabledNetworkHelper& network, const TestbedOptions& options);

    /** Take addresses, switches and cables from a network whose servers are known. */
    void Watch(const CabledNetworkHelper& network);

  private:
    std::optional<LinkMeter> m_meter; //!< watches the cables
};

} // namespace ns3::camcube

#endif /* CABLED_TESTBED_H */
