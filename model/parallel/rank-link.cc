/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "rank-link.h"

#include "rank-channel.h"

#include "ns3/event-time.h"
#include "ns3/mpi-interface.h"
#include "ns3/mpi-receiver.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>
#include <string>

namespace ns3::camcube
{

namespace
{

/**
 * Bytes of a batch in one message. ns-3's limit is 2,000, its own and those of a packet among them;
 * but what is below 1 kB in all is allocated a good deal faster.
 */
constexpr std::size_t MESSAGE_BYTES = 880;

/** What stands before them. */
struct MessageHead
{
    uint32_t number; //!< of the message, counted by the sender
    uint32_t isLast; //!< whether it ends a batch
};

} // namespace

RankLink::RankLink(const End& own, const End& other)
    : m_other(other),
      m_leastBytes(Frame::ETHERNET_HEADER_BYTES + Frame::SERVICE_ID_BYTES)
{
    const auto channel = CreateObject<RankChannel>();
    std::array<Ptr<NetDevice>, 2> ends;
    const std::array<Ptr<Node>, 2> nodes{own.node, other.node};
    for (std::size_t i = 0; i < ends.size(); ++i)
    {
        const auto port = CreateObject<RankPort>();
        port->SetChannel(channel);
        nodes[i]->AddDevice(port);
        ends[i] = port;
    }
    channel->Connect(ends, [this] { return Begin(); });
    const auto receiver = CreateObject<MpiReceiver>();
    receiver->SetReceiveCallback(MakeCallback(&RankLink::ReceiveMessage, this));
    ends[0]->AggregateObject(receiver);
}

RankLink::~RankLink() = default;

void
RankLink::Add(Ptr<CamCubeNetDevice> port, Ptr<CamCubeNetDevice> standIn, uint8_t number)
{
    m_cables[GetKey(port->GetNode()->GetId(), port->GetPort())] =
        std::make_unique<RemoteCable>(port, standIn, number, *this);
}

void
RankLink::SetLeastBytes(uint32_t bytes)
{
    m_leastBytes = bytes;
}

Time
RankLink::Begin()
{
    m_latency = INT64_MAX;
    for (const auto& [key, cable] : m_cables)
    {
        m_latency = std::min(m_latency, cable->GetLatency(m_leastBytes));
    }
    m_lookahead = m_latency / 2;
    if (m_lookahead == 0)
    {
        throw std::invalid_argument("a cable between two processes that carries a frame in " +
                                    std::to_string(m_latency) +
                                    " time steps gives them no time for each other; give it a "
                                    "longer delay, or start one process");
    }
    return TimeStep(m_lookahead);
}

void
RankLink::Send(const RemoteFrame& frame)
{
    const int64_t now = EventTime::Now();
    if (m_latency == 0)
    {
        Begin(); // sent before the run
    }
    if (frame.arrival < now + m_latency)
    {
        throw std::logic_error(
            "a frame of " + std::to_string(frame.frame->GetSize()) +
            " bytes to another process takes less time than was the least when the simulation "
            "began; leave delays and rates as they were, or run in one process");
    }
    if (m_batch.empty())
    {
        Simulator::Schedule(TimeStep(m_latency - m_lookahead - 1), &RankLink::Flush, this);
    }
    frame.AppendTo(m_batch);
}

void
RankLink::Flush()
{
    std::array<uint8_t, sizeof(MessageHead) + MESSAGE_BYTES> bytes;
    for (std::size_t at = 0; at < m_batch.size(); at += MESSAGE_BYTES)
    {
        const std::size_t part = std::min(MESSAGE_BYTES, m_batch.size() - at);
        const MessageHead head{m_sent++, at + part == m_batch.size()};
        std::memcpy(bytes.data(), &head, sizeof head);
        std::memcpy(&bytes[sizeof head], &m_batch[at], part);
        MpiInterface::SendPacket(
            Create<Packet>(bytes.data(), static_cast<uint32_t>(sizeof head + part)),
            Simulator::Now() + TimeStep(m_lookahead),
            m_other.node->GetId(),
            m_other.index);
    }
    m_batch.clear();
}

void
RankLink::ReceiveMessage(Ptr<Packet> message)
{
    MessageHead head;
    message->CopyData(reinterpret_cast<uint8_t*>(&head), sizeof head);
    m_early[head.number] = message;
    for (auto next = m_early.find(m_received); next != m_early.end();
         next = m_early.find(m_received))
    {
        next->second->CopyData(reinterpret_cast<uint8_t*>(&head), sizeof head);
        next->second->RemoveAtStart(sizeof head);
        const std::size_t before = m_incoming.size();
        m_incoming.resize(before + next->second->GetSize());
        next->second->CopyData(&m_incoming[before], next->second->GetSize());
        m_early.erase(next);
        ++m_received;
        if (head.isLast)
        {
            Open(m_incoming);
            m_incoming.clear();
        }
    }
}

void
RankLink::Open(const std::vector<uint8_t>& batch)
{
    for (std::size_t at = 0; at < batch.size();)
    {
        RemoteFrame frame = RemoteFrame::Read(batch, at);
        m_cables.at(GetKey(frame.node, frame.port))
            ->Receive(std::move(frame.frame), frame.arrival, frame.losses);
    }
}

} // namespace ns3::camcube
