/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CABLE_FRAME_H
#define CABLE_FRAME_H

#include "ns3/packet.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The bytes of a frame on a real cable. A NIC pads frames to the least that Ethernet carries, 60
 * bytes without the frame check sequence, and a message that ends where its frame does would grow.
 * So a shorter frame is sent in another form, which says how long it is:
 *
 * | bytes   | field                                                  |
 * |---------|--------------------------------------------------------|
 * | 0-13    | the Ethernet header                                    |
 * | 14-15   | 0, which is no service's id                            |
 * | 16-17   | length of the frame, from its Ethernet header on       |
 * | 18-     | what stands behind its Ethernet header; zeros up to 60 |
 *
 * Frames of 60 bytes and more are what they are in the simulator.
 */
class CableFrame
{
  public:
    /** The shortest frame of Ethernet, in bytes, without frame check sequence. */
    static constexpr std::size_t LEAST_BYTES = 60;

    /**
     * \param frame the bytes of a frame, from its Ethernet header on
     * \param wire is given those for the cable, in the place of what it holds
     */
    static void Write(const Packet& frame, std::vector<uint8_t>& wire);

    /**
     * \param wire bytes that came over the cable, anybody's perhaps
     * \param size how many
     * \return the bytes of the frame; null if Write() never gives such
     */
    static Ptr<Packet> Read(const uint8_t* wire, std::size_t size);
};

} // namespace ns3::camcube

#endif /* CABLE_FRAME_H */
