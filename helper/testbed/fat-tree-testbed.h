/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAT_TREE_TESTBED_H
#define FAT_TREE_TESTBED_H

#include "testbed.h"

#include "ns3/fat-tree-helper.h"
#include "ns3/link-meter.h"

#include <optional>

namespace ns3
{

/** \ingroup camcube \brief A fat-tree of stock point-to-point devices. */
class FatTreeTestbed : public Testbed
{
  public:
    explicit FatTreeTestbed(const TestbedOptions& options);

    void Teach(PacketMeter& meter) const override;
    std::vector<LinkLoad> GetLinkLoads() const override;

  private:
    FatTreeHelper m_tree;             //!< the network
    std::optional<LinkMeter> m_meter; //!< watches its cables
};

} // namespace ns3

#endif /* FAT_TREE_TESTBED_H */
