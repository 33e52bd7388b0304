/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "load-convergecast.h"

#include "ns3/convergecast.h"
#include "ns3/group-header.h"
#include "ns3/group-multicast.h"
#include "ns3/group-tree.h"
#include "ns3/runtime.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(LoadConvergecast);

TypeId
LoadConvergecast::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::LoadConvergecast")
                            .SetParent<LoadInformation>()
                            .SetGroupName("CamCube")
                            .AddConstructor<LoadConvergecast>();
    return tid;
}

LoadConvergecast::LoadConvergecast() = default;
LoadConvergecast::~LoadConvergecast() = default;

void
LoadConvergecast::Placed()
{
    LoadInformation::Placed();
    if (GetMost() == 0)
    {
        throw std::invalid_argument(
            "LoadConvergecast names those of " +
            std::to_string(GetRuntime().GetTorus().GetNServers()) +
            " servers that were asked, which leaves no room for a load in a frame of " +
            std::to_string(GetRuntime().GetMtu()) + " bytes; raise the ports' Mtu");
    }
    m_tree = GetRuntime().Require<GroupTree>();
    m_multicast = GetRuntime().Require<GroupMulticast>();
    m_convergecast = GetRuntime().Require<Convergecast>();
    m_function = m_convergecast->AddFunction(
        this,
        FUNCTION,
        [this](const GroupId&) {
            const LoadRecord own = Measure();
            return MakePacket(Load{own.server, own.load});
        },
        [this](const Ptr<const Packet>& a, const Ptr<const Packet>& b) { return Combine(*a, *b); });
    StartTicks(GetPeriod());
}

void
LoadConvergecast::DoDispose()
{
    m_tree = nullptr;
    m_multicast = nullptr;
    m_convergecast = nullptr;
    LoadInformation::DoDispose();
}

void
LoadConvergecast::Tick()
{
    if (!m_convergecast->IsDeployed() || !m_multicast->IsDeployed() || !m_tree->IsDeployed())
    {
        return;
    }
    if (!m_tree->IsMember(GROUP)) // at first, and after one of these was withdrawn
    {
        m_membership = m_multicast->Join(this, GROUP, [this](const auto& message, const auto&) {
            Hear(*message);
        });
    }
    if (!m_membership.IsActive() || m_answer.IsActive() || !m_tree->IsRoot(GROUP))
    {
        return;
    }
    const uint32_t measured = Measure().measured; // or later
    m_answer = m_convergecast->Ask(this, GROUP, FUNCTION, [this, measured](const auto& result) {
        if (result.value)
        {
            Tell(measured, *result.value);
        }
    });
}

std::size_t
LoadConvergecast::GetMost() const
{
    // A report names servers too, three bytes each or as a bitmap, whichever is shorter.
    const uint32_t bitmap = GetRuntime().GetTorus().GetNServers() / 8 + 64;
    const uint32_t room =
        GetRuntime().GetMtu() - Frame::SERVICE_ID_BYTES - WireBytesOf<GroupHeader>;
    return room > bitmap ? (room - bitmap) / WireBytesOf<Load> : 0;
}

Ptr<Packet>
LoadConvergecast::Combine(const Packet& a, const Packet& b) const
{
    std::vector<Load> loads;
    for (const Packet* packet : {&a, &b})
    {
        std::vector<uint8_t> bytes(packet->GetSize());
        packet->CopyData(bytes.data(), bytes.size());
        for (std::size_t at = 0; at + WireBytesOf<Load> <= bytes.size(); at += WireBytesOf<Load>)
        {
            ReadHeader(loads.emplace_back(), bytes.data() + at);
        }
    }
    std::sort(loads.begin(), loads.end(), [](const Load& x, const Load& y) {
        return std::tie(x.load, x.server) < std::tie(y.load, y.server);
    });
    loads.resize(std::min(loads.size(), GetMost()));
    std::vector<uint8_t> bytes(loads.size() * WireBytesOf<Load>);
    for (std::size_t i = 0; i < loads.size(); ++i)
    {
        WriteHeader(loads[i], bytes.data() + i * WireBytesOf<Load>);
    }
    return Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
}

void
LoadConvergecast::Tell(uint32_t measured, const Packet& loads)
{
    if (!m_multicast->IsDeployed() || !m_tree->IsDeployed() || !m_membership.IsActive() ||
        !m_tree->IsMember(GROUP))
    {
        return; // it was withdrawn since this round began, and has not joined again
    }
    const Ptr<Packet> message = MakePacket(LoadRecord{0, 0, measured});
    message->AddAtEnd(loads.Copy());
    if (message->GetSize() <= m_multicast->GetMaxSize())
    {
        m_multicast->Multicast(GROUP, message);
    }
}

void
LoadConvergecast::Hear(const Packet& message)
{
    const auto head = ReadPacket<LoadRecord>(message);
    std::vector<uint8_t> bytes(message.GetSize());
    message.CopyData(bytes.data(), bytes.size());
    if (!head || (bytes.size() - WireBytesOf<LoadRecord>) % WireBytesOf<Load> != 0)
    {
        NoteMalformed();
        return;
    }
    for (std::size_t at = WireBytesOf<LoadRecord>; at < bytes.size(); at += WireBytesOf<Load>)
    {
        Load load;
        ReadHeader(load, bytes.data() + at);
        Learn(LoadRecord{load.server, load.load, head->measured});
    }
}

} // namespace ns3::camcube
