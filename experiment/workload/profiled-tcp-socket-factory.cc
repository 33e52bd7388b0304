/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "profiled-tcp-socket-factory.h"

#include "ns3/tcp-l4-protocol.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(ProfiledTcpSocketFactory);

TypeId
ProfiledTcpSocketFactory::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::ProfiledTcpSocketFactory")
                            .SetParent<SocketFactory>()
                            .SetGroupName("Camcube")
                            .AddConstructor<ProfiledTcpSocketFactory>();
    return tid;
}

void
ProfiledTcpSocketFactory::Install(const Ptr<Node>& node, std::shared_ptr<const TcpProfile> profile)
{
    if (!node->GetObject<TcpL4Protocol>())
    {
        throw std::invalid_argument("node " + std::to_string(node->GetId()) +
                                    " has no TCP; install an InternetStackHelper on it first");
    }
    Ptr<ProfiledTcpSocketFactory> factory = node->GetObject<ProfiledTcpSocketFactory>();
    if (!factory)
    {
        factory = CreateObject<ProfiledTcpSocketFactory>();
        node->AggregateObject(factory);
    }
    factory->m_profile = std::move(profile);
}

Ptr<Socket>
ProfiledTcpSocketFactory::CreateSocket()
{
    const Ptr<Socket> socket = GetObject<TcpL4Protocol>()->CreateSocket();
    m_profile->Apply(socket);
    return socket;
}

} // namespace ns3::camcube
