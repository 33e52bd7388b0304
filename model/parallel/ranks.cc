/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ranks.h"

#include "batch-stream.h"
#include "rank-link.h"

#include "ns3/config.h"
#include "ns3/double.h"
#include "ns3/mpi-interface.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/torus-slabs.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <mpi.h>

namespace ns3::camcube
{

namespace
{

/** Bytes go from rank to rank in pieces of this size: MPI counts to 2^31. */
constexpr std::size_t PIECE_BYTES = 1 << 28;

/** The end of a rank towards another one: device 0 leads to the next rank, 1 to the one before. */
RankLink::End
MakeEnd(const std::vector<Ptr<Node>>& nodes, uint32_t rank, uint32_t other)
{
    return {nodes[rank], other == (rank + 1) % nodes.size() ? 0U : 1U};
}

} // namespace

/** The messages of this module, apart from ns-3's own. */
struct Ranks::Mpi
{
    MPI_Comm group{MPI_COMM_NULL};           //!< the ranks
    std::map<uint32_t, BatchStream> streams; //!< to those that have cables to this one, by rank
};

Ranks::Ranks(int& argc, char**& argv, Synchronization synchronization)
    : m_mpi(std::make_unique<Mpi>())
{
    const bool isNull = synchronization == Synchronization::NULL_MESSAGES;
    if (isNull)
    {
        // A rank that has come to a time has then told the others long before.
        Config::SetDefault("ns3::NullMessageSimulatorImpl::SchedulerTune", DoubleValue(0.5));
    }
    Config::SetGlobal(
        "SimulatorImplementationType",
        StringValue(isNull ? "ns3::NullMessageSimulatorImpl" : "ns3::DistributedSimulatorImpl"));
    MpiInterface::Enable(&argc, &argv);
    m_rank = MpiInterface::GetSystemId();
    m_size = MpiInterface::GetSize();
    MPI_Comm_dup(MpiInterface::GetCommunicator(), &m_mpi->group);
    if (m_size == 1)
    {
        Config::SetGlobal("SimulatorImplementationType", StringValue("ns3::DefaultSimulatorImpl"));
        return;
    }
    ProcessGroup::Set(this);
    CubePartition::Set(this);
}

Ranks::~Ranks()
{
    ProcessGroup::Set(nullptr);
    CubePartition::Set(nullptr);
    m_links.clear();
    DrainStreams();
    MPI_Comm_free(&m_mpi->group);
    MpiInterface::Disable();
}

void
Ranks::DrainStreams()
{
    std::vector<uint64_t> sent(m_size);     // to each rank
    std::vector<uint64_t> received(m_size); // from each rank, or on the way
    for (const auto& [rank, stream] : m_mpi->streams)
    {
        sent[rank] = stream.CountSent();
    }
    MPI_Alltoall(sent.data(), 1, MPI_UINT64_T, received.data(), 1, MPI_UINT64_T, m_mpi->group);
    for (auto& [rank, stream] : m_mpi->streams)
    {
        stream.Drain(received[rank]);
    }
    m_mpi->streams.clear();
}

void
Ranks::Abort()
{
    MPI_Abort(MPI_COMM_WORLD, 1);
    std::abort();
}

uint32_t
Ranks::GetRank() const
{
    return m_rank;
}

uint32_t
Ranks::GetSize() const
{
    return m_size;
}

int64_t
Ranks::GetMax(int64_t own)
{
    int64_t largest = own;
    MPI_Allreduce(&own, &largest, 1, MPI_INT64_T, MPI_MAX, m_mpi->group);
    return largest;
}

uint64_t
Ranks::GetSum(uint64_t own)
{
    uint64_t sum = own;
    MPI_Allreduce(&own, &sum, 1, MPI_UINT64_T, MPI_SUM, m_mpi->group);
    return sum;
}

void
Ranks::SendToFirst(const std::string& bytes)
{
    const uint64_t size = bytes.size();
    MPI_Send(&size, 1, MPI_UINT64_T, 0, 0, m_mpi->group);
    for (std::size_t at = 0; at < size; at += PIECE_BYTES)
    {
        const auto part = static_cast<int>(std::min(PIECE_BYTES, size - at));
        MPI_Send(&bytes[at], part, MPI_BYTE, 0, 0, m_mpi->group);
    }
}

std::string
Ranks::ReceiveFrom(uint32_t rank)
{
    uint64_t size = 0;
    const auto from = static_cast<int>(rank);
    MPI_Recv(&size, 1, MPI_UINT64_T, from, 0, m_mpi->group, MPI_STATUS_IGNORE);
    std::string bytes(size, '\0');
    for (std::size_t at = 0; at < size; at += PIECE_BYTES)
    {
        const auto part = static_cast<int>(std::min(PIECE_BYTES, size - at));
        MPI_Recv(&bytes[at], part, MPI_BYTE, from, 0, m_mpi->group, MPI_STATUS_IGNORE);
    }
    return bytes;
}

uint32_t
Ranks::GetProcess(const Torus& torus, uint32_t server) const
{
    return TorusSlabs(torus, m_size).GetSlab(server);
}

void
Ranks::MakeLinks()
{
    // All ranks number nodes alike, and none of these is a server.
    std::vector<Ptr<Node>> nodes;
    for (uint32_t rank = 0; rank < m_size; ++rank)
    {
        nodes.push_back(CreateObject<Node>(rank));
    }
    // Slabs are in a ring.
    for (const uint32_t other : {(m_rank + 1) % m_size, (m_rank + m_size - 1) % m_size})
    {
        if (m_links.count(other) == 0)
        {
            auto& stream = m_mpi->streams.try_emplace(other, m_mpi->group, other).first->second;
            m_links[other] = std::make_unique<RankLink>(MakeEnd(nodes, m_rank, other),
                                                        MakeEnd(nodes, other, m_rank),
                                                        stream);
        }
    }
    Simulator::ScheduleDestroy([this] { m_links.clear(); });
}

void
Ranks::Join(Ptr<CamCubeNetDevice> port, Ptr<CamCubeNetDevice> standIn, uint8_t number)
{
    if (m_links.empty())
    {
        MakeLinks();
    }
    m_links.at(standIn->GetNode()->GetSystemId())->Add(port, standIn, number);
}

void
Ranks::PromiseFrameBytes(uint32_t bytes)
{
    for (const auto& [rank, link] : m_links)
    {
        link->SetLeastBytes(bytes);
    }
}

} // namespace ns3::camcube
