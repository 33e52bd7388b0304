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
#include <stdexcept>
#include <string>

namespace ns3::camcube
{

namespace
{

/** A batch goes when it has so many bytes, if not before: MPI counts to 2^31. */
constexpr std::size_t BATCH_BYTES = 1 << 28;

} // namespace

RankLink::RankLink(const End& own, const End& other, BatchStream& stream)
    : m_other(other),
      m_stream(stream),
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
    receiver->SetReceiveCallback(MakeCallback(&RankLink::Open, this));
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
    if (m_batch.size() >= BATCH_BYTES)
    {
        Flush();
    }
}

void
RankLink::Flush()
{
    if (m_batch.empty()) // it was full before its time
    {
        return;
    }
    const auto message = Create<Packet>(static_cast<uint32_t>(m_batch.size()));
    m_stream.Send(m_batch);
    MpiInterface::SendPacket(message,
                             Simulator::Now() + TimeStep(m_lookahead),
                             m_other.node->GetId(),
                             m_other.index);
}

void
RankLink::Open(Ptr<Packet> message)
{
    // Batches of one rank are opened in the order in which they were sent: later ones, later.
    const std::vector<uint8_t>& batch = m_stream.Receive(message->GetSize());
    for (std::size_t at = 0; at < batch.size();)
    {
        RemoteFrame frame = RemoteFrame::Read(batch, at);
        m_cables.at(GetKey(frame.node, frame.port))
            ->Receive(std::move(frame.frame), frame.arrival, frame.losses);
    }
}

} // namespace ns3::camcube
