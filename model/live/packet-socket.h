/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PACKET_SOCKET_H
#define PACKET_SOCKET_H

#include "ns3/mac48-address.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * An AF_PACKET socket that sends and receives the cube's Ethernet frames, those of EtherType
 * Frame::ETHER_TYPE, on one Linux interface. It never blocks.
 */
class PacketSocket
{
  public:
    /** Bytes that the kernel keeps for it, at most: some hundred full frames. */
    static constexpr int BUFFER_BYTES = 4 << 20;

    /**
     * \param interface index of the interface, as LinuxInterface says
     * \param name what messages call it
     * \param address to which its NIC is to listen, beside its own
     * \throws std::invalid_argument if that is not allowed, or the interface is gone
     */
    PacketSocket(int interface, const std::string& name, const Mac48Address& address);

    /** \param descriptor of another socket that keeps the bounds of packets; closed at the end */
    explicit PacketSocket(int descriptor);

    ~PacketSocket();

    PacketSocket(const PacketSocket&) = delete;
    PacketSocket& operator=(const PacketSocket&) = delete;

    /** \return what to wait for and to read from */
    int GetDescriptor() const
    {
        return m_socket;
    }

    /**
     * Sends a frame.
     * \return false if the system did not take it: the interface is down or gone, or its queue full
     */
    bool Send(const uint8_t* bytes, std::size_t size) const;

    /** \return frames lost since the last call as the kernel's buffer was full; 0 of other sockets
     */
    uint32_t TakeDrops() const;

  private:
    int m_socket; //!< the socket
};

} // namespace ns3::camcube

#endif /* PACKET_SOCKET_H */
