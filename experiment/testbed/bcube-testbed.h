/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BCUBE_TESTBED_H
#define BCUBE_TESTBED_H

#include "cabled-testbed.h"

#include "ns3/bcube-helper.h"

namespace ns3::camcube
{

/** \ingroup camcube \brief A BCube of stock point-to-point devices. */
class BcubeTestbed : public CabledTestbed
{
  public:
    explicit BcubeTestbed(const TestbedOptions& options);

  private:
    BcubeHelper m_bcube; //!< the network
};

} // namespace ns3::camcube

#endif /* BCUBE_TESTBED_H */
