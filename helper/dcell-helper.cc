/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "dcell-helper.h"

#include "address-routed-network.h"

#include "ns3/dcell-routing.h"

namespace ns3::camcube
{

DcellHelper::DcellHelper(uint32_t n, uint32_t k)
    : DcellHelper(Dcell(n, k))
{
}

DcellHelper::DcellHelper(const Dcell& dcell)
    : CabledNetworkHelper(DcellRouting::GetTypeId().GetName()),
      m_dcell(dcell)
{
}

NodeContainer
DcellHelper::Create()
{
    CreateAddressRouted<DcellRouting>(m_dcell);
    return GetServers();
}

} // namespace ns3::camcube
