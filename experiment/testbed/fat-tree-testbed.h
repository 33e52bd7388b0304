/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAT_TREE_TESTBED_H
#define FAT_TREE_TESTBED_H

#include "cabled-testbed.h"

#include "ns3/fat-tree-helper.h"

namespace ns3::camcube
{

/** \ingroup camcube \brief A fat-tree of stock point-to-point devices. */
class FatTreeTestbed : public CabledTestbed
{
  public:
    explicit FatTreeTestbed(const TestbedOptions& options);

  private:
    FatTreeHelper m_tree; //!< the network
};

} // namespace ns3::camcube

#endif /* FAT_TREE_TESTBED_H */
