/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SOCKET_READER_H
#define SOCKET_READER_H

#include "descriptor-reader.h"
#include "packet-socket.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Brings what comes in by a socket from the thread of a DescriptorWatch to the simulation's. A
 * bounded number of packets waits in between; then nothing is read, and the kernel keeps or drops
 * what comes. It lives until no event of the simulation runs any more.
 */
class SocketReader
{
  public:
    /** Called by an event with each packet, whose bytes are there until it returns. */
    using Receiver = std::function<void(const uint8_t* bytes, std::size_t size)>;

    /**
     * \param watch tells when there is something to read
     * \param context of the events, a node's id
     * \param limit packets that may wait, at least 1
     * \param mostBytes of a packet; longer ones are cut to one byte more
     * \param receiver is given what comes
     * \param failed called by an event when the socket has an error, or has ended
     */
    SocketReader(std::shared_ptr<DescriptorWatch> watch,
                 uint32_t context,
                 uint32_t limit,
                 uint32_t mostBytes,
                 Receiver receiver,
                 std::function<void()> failed);
    ~SocketReader();

    SocketReader(const SocketReader&) = delete;
    SocketReader& operator=(const SocketReader&) = delete;

    /** \param socket from which to read from now on, in place of that before; null for none */
    void SetSocket(std::unique_ptr<PacketSocket> socket);

    /** \return the socket, null for none */
    const PacketSocket* GetSocket() const
    {
        return m_socket.get();
    }

  private:
    void Arrived();
    void Failed();
    void TakeArrivals();

    const uint32_t m_context;               //!< of the events
    const Receiver m_receiver;              //!< is given packets
    const std::function<void()> m_failed;   //!< told of the end
    std::unique_ptr<PacketSocket> m_socket; //!< whence they come
    std::atomic<bool> m_isTold{false};      //!< an event will take them
    DescriptorReader m_reader;              //!< reads them
};

} // namespace ns3::camcube

#endif /* SOCKET_READER_H */
