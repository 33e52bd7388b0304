/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BATCH_STREAM_H
#define BATCH_STREAM_H

#include <cstddef>
#include <cstdint>
#include <mpi.h>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Batches of bytes to and from one other rank, in the order in which they are sent. Each is one
 * message of MPI, so a batch costs what it is long, and not an ns-3 packet for each 2,000 bytes.
 */
class BatchStream
{
  public:
    /**
     * \param group the ranks
     * \param other the one at the other end
     */
    BatchStream(MPI_Comm group, uint32_t other);
    ~BatchStream();
    BatchStream(const BatchStream&) = delete;
    BatchStream& operator=(const BatchStream&) = delete;

    /**
     * Sends a batch, without a wait.
     * \param batch which is empty afterwards, with room for another one
     */
    void Send(std::vector<uint8_t>& batch);

    /**
     * Takes the next batch, which the other rank has sent or is about to send.
     * \param bytes how many it has
     * \return it, until the next is received
     */
    const std::vector<uint8_t>& Receive(std::size_t bytes);

    /** \return how many batches have been sent */
    uint64_t CountSent() const
    {
        return m_sent;
    }

    /**
     * Takes what nobody has wanted before the end of a simulation, as MPI must not end before.
     * \param sent how many batches the other rank has sent in all
     */
    void Drain(uint64_t sent);

  private:
    /** A batch that MPI may be reading. */
    struct Sending
    {
        MPI_Request request{MPI_REQUEST_NULL};
        std::vector<uint8_t> bytes;
    };

    Sending& FindFree();

    MPI_Comm m_group;                //!< the ranks
    int m_other;                     //!< the one at the other end
    std::vector<Sending> m_sending;  //!< those that were under way at one time
    std::vector<uint8_t> m_incoming; //!< the batch that was received last
    uint64_t m_sent{0};              //!< batches
    uint64_t m_received{0};          //!< batches
};

} // namespace ns3::camcube

#endif /* BATCH_STREAM_H */
