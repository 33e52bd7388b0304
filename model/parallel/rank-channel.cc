/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "rank-channel.h"

#include "ns3/node.h"

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(RankChannel);
NS_OBJECT_ENSURE_REGISTERED(RankPort);

TypeId
RankChannel::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::RankChannel")
                            .SetParent<Channel>()
                            .SetGroupName("CamCube")
                            .AddConstructor<RankChannel>()
                            .AddAttribute("Delay",
                                          "Time for which neither rank can reach the other",
                                          TypeId::ATTR_GET,
                                          TimeValue(),
                                          MakeTimeAccessor(&RankChannel::GetDelay),
                                          MakeTimeChecker(Time(0)));
    return tid;
}

void
RankChannel::Connect(const std::array<Ptr<NetDevice>, 2>& ends, std::function<Time()> delay)
{
    m_ends = ends;
    m_delay = std::move(delay);
}

Time
RankChannel::GetDelay() const
{
    return m_delay ? m_delay() : Time();
}

std::size_t
RankChannel::GetNDevices() const
{
    return m_ends.size();
}

Ptr<NetDevice>
RankChannel::GetDevice(std::size_t i) const
{
    return m_ends.at(i);
}

void
RankChannel::DoDispose()
{
    m_ends = {};
    m_delay = nullptr;
    Channel::DoDispose();
}

TypeId
RankPort::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::RankPort")
                            .SetParent<NetDeviceBase>()
                            .SetGroupName("CamCube")
                            .AddConstructor<RankPort>();
    return tid;
}

void
RankPort::SetChannel(Ptr<RankChannel> channel)
{
    m_channel = channel;
}

Ptr<Channel>
RankPort::GetChannel() const
{
    return m_channel;
}

bool
RankPort::IsLinkUp() const
{
    return true;
}

bool
RankPort::IsPointToPoint() const
{
    return true; // ns-3 asks no others for their delay
}

bool
RankPort::Send(Ptr<Packet>, const Address&, uint16_t)
{
    return false; // only frames of cables go from rank to rank
}

void
RankPort::DoDispose()
{
    m_channel = nullptr;
    NetDeviceBase::DoDispose();
}

} // namespace ns3::camcube
