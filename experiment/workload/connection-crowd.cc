/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "connection-crowd.h"

#include "ns3/double.h"
#include "ns3/inet-socket-address.h"
#include "ns3/simulator.h"
#include "ns3/tcp-socket-factory.h"

#include <algorithm>

namespace ns3::camcube
{

ConnectionCrowd::ConnectionCrowd(const Ipv4Address& address,
                                 uint16_t port,
                                 uint32_t exchanges,
                                 Time pause)
    : m_address(address),
      m_port(port),
      m_exchanges(exchanges),
      m_pause(pause)
{
}

void
ConnectionCrowd::Serve(const Ptr<Node>& node)
{
    const auto listener = Socket::CreateSocket(node, TcpSocketFactory::GetTypeId());
    listener->Bind(InetSocketAddress(Ipv4Address::GetAny(), m_port));
    listener->Listen();
    listener->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                MakeCallback(&ConnectionCrowd::Accepted, this));
    m_listeners.push_back(listener);
}

void
ConnectionCrowd::Accepted(Ptr<Socket> socket, const Address&)
{
    socket->SetRecvCallback(MakeCallback(&ConnectionCrowd::SendBack, this));
}

void
ConnectionCrowd::SendBack(Ptr<Socket> socket)
{
    while (Ptr<Packet> packet = socket->Recv())
    {
        if (packet->GetSize() == 0)
        {
            socket->Close();
            break;
        }
        socket->Send(packet);
    }
}

void
ConnectionCrowd::Connect(const Ptr<Node>& node)
{
    ++m_counts.started;
    const auto socket = Socket::CreateSocket(node, TcpSocketFactory::GetTypeId());
    m_clients[socket] = Client();
    socket->SetConnectCallback(MakeCallback(&ConnectionCrowd::Connected, this),
                               MakeCallback(&ConnectionCrowd::Failed, this));
    socket->SetCloseCallbacks(MakeCallback(&ConnectionCrowd::Failed, this),
                              MakeCallback(&ConnectionCrowd::Failed, this));
    socket->SetRecvCallback(MakeCallback(&ConnectionCrowd::Receive, this));
    socket->SetAttribute("MaxSegLifetime", DoubleValue(0.01)); // s; so that it is soon gone
    socket->Connect(InetSocketAddress(m_address, m_port));
}

void
ConnectionCrowd::Failed(Ptr<Socket> socket)
{
    m_counts.broken += m_clients.erase(socket); // unless it has got all
}

void
ConnectionCrowd::Connected(Ptr<Socket> socket)
{
    SendMessage(socket);
}

void
ConnectionCrowd::SendMessage(Ptr<Socket> socket)
{
    const auto found = m_clients.find(socket);
    if (found != m_clients.end())
    {
        found->second = {found->second.exchanges + 1, BYTES, Simulator::Now()};
        socket->Send(Create<Packet>(BYTES));
    }
}

void
ConnectionCrowd::Receive(Ptr<Socket> socket)
{
    const auto found = m_clients.find(socket);
    uint32_t bytes = 0;
    while (Ptr<Packet> packet = socket->Recv())
    {
        if (packet->GetSize() == 0)
        {
            break;
        }
        bytes += packet->GetSize();
    }
    if (found == m_clients.end() || bytes == 0)
    {
        return;
    }
    Client& client = found->second;
    client.missing -= std::min(client.missing, bytes);
    if (client.missing > 0)
    {
        return;
    }
    m_counts.exchangeUs.Add((Simulator::Now() - client.sent).ToDouble(Time::US));
    if (client.exchanges < m_exchanges)
    {
        Simulator::Schedule(m_pause, &ConnectionCrowd::SendMessage, this, socket);
        return;
    }
    ++m_counts.finished;
    m_clients.erase(found);
    socket->Close();
}

} // namespace ns3::camcube
