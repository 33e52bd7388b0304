/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bcube-helper.h"

#include "address-routed-network.h"

#include "ns3/bcube-routing.h"

namespace ns3::camcube
{

BcubeHelper::BcubeHelper(uint32_t n, uint32_t k)
    : BcubeHelper(Bcube(n, k))
{
}

BcubeHelper::BcubeHelper(const Bcube& bcube)
    : CabledNetworkHelper(BcubeRouting::GetTypeId().GetName()),
      m_bcube(bcube)
{
}

NodeContainer
BcubeHelper::Create()
{
    CreateAddressRouted<BcubeRouting>(m_bcube);
    return GetServers();
}

int64_t
BcubeHelper::AssignStreams(int64_t stream)
{
    const int64_t first = stream;
    const NodeContainer servers = GetServers();
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        stream += GetRoutingOf<BcubeRouting>(*server)->AssignStreams(stream);
    }
    return stream - first;
}

} // namespace ns3::camcube
