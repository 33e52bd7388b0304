/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "batch-stream.h"

#include <algorithm>
#include <utility>

namespace ns3::camcube
{

namespace
{

/** Tells batches from what ranks gather. */
constexpr int TAG = 1;

} // namespace

BatchStream::BatchStream(MPI_Comm group, uint32_t other)
    : m_group(group),
      m_other(static_cast<int>(other))
{
}

BatchStream::~BatchStream()
{
    for (Sending& each : m_sending)
    {
        MPI_Wait(&each.request, MPI_STATUS_IGNORE);
    }
}

void
BatchStream::Send(std::vector<uint8_t>& batch)
{
    Sending& sending = FindFree();
    sending.bytes.swap(batch);
    batch.clear();
    MPI_Isend(sending.bytes.data(),
              static_cast<int>(sending.bytes.size()),
              MPI_BYTE,
              m_other,
              TAG,
              m_group,
              &sending.request);
    ++m_sent;
}

BatchStream::Sending&
BatchStream::FindFree()
{
    const auto isDone = [](Sending& each) {
        int done = 0;
        MPI_Test(&each.request, &done, MPI_STATUS_IGNORE);
        return done != 0;
    };
    const auto free = std::find_if(m_sending.begin(), m_sending.end(), isDone);
    return free != m_sending.end() ? *free : m_sending.emplace_back();
}

const std::vector<uint8_t>&
BatchStream::Receive(std::size_t bytes)
{
    m_incoming.resize(bytes);
    MPI_Recv(m_incoming.data(),
             static_cast<int>(bytes),
             MPI_BYTE,
             m_other,
             TAG,
             m_group,
             MPI_STATUS_IGNORE);
    ++m_received;
    return m_incoming;
}

void
BatchStream::Drain(uint64_t sent)
{
    while (m_received < sent)
    {
        MPI_Status status;
        int bytes = 0;
        MPI_Probe(m_other, TAG, m_group, &status);
        MPI_Get_count(&status, MPI_BYTE, &bytes);
        Receive(static_cast<std::size_t>(bytes));
    }
}

} // namespace ns3::camcube
