/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DCELL_TESTBED_H
#define DCELL_TESTBED_H

#include "cabled-testbed.h"

#include "ns3/dcell-helper.h"

namespace ns3::camcube
{

/** \ingroup camcube \brief A DCell of stock point-to-point devices. Hops are those of its routes.
 */
class DcellTestbed : public CabledTestbed
{
  public:
    explicit DcellTestbed(const TestbedOptions& options);

  private:
    DcellHelper m_dcell; //!< the network
};

} // namespace ns3::camcube

#endif /* DCELL_TESTBED_H */
