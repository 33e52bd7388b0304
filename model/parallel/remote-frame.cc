/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "remote-frame.h"

#include "ns3/mac48-address.h"
#include "ns3/packet.h"

#include <cstring>

namespace ns3::camcube
{

namespace
{

/** What stands before the bytes of ns3::Packet::Serialize(), in the memory layout of the machine.
 */
struct Head
{
    int64_t arrival;
    int64_t birth;
    uint32_t node;
    uint32_t losses;
    uint32_t packetBytes;
    uint32_t port;
};

} // namespace

void
RemoteFrame::AppendTo(std::vector<uint8_t>& batch) const
{
    // The addresses are those of the cable, which its other end knows.
    const Ptr<Packet> wire = frame->ToPacket(Mac48Address(), Mac48Address());
    const Head head{arrival, frame->GetBirth(), node, losses, wire->GetSerializedSize(), port};
    const std::size_t at = batch.size();
    batch.resize(at + sizeof head + head.packetBytes);
    std::memcpy(&batch[at], &head, sizeof head);
    wire->Serialize(&batch[at + sizeof head], head.packetBytes);
}

RemoteFrame
RemoteFrame::Read(const std::vector<uint8_t>& batch, std::size_t& at)
{
    Head head;
    std::memcpy(&head, &batch[at], sizeof head);
    at += sizeof head;
    RemoteFrame read;
    read.node = head.node;
    read.port = static_cast<uint8_t>(head.port);
    read.losses = head.losses;
    read.arrival = head.arrival;
    read.frame = Frame::FromPacket(Create<Packet>(&batch[at], head.packetBytes, true));
    read.frame->SetBirth(head.birth);
    at += head.packetBytes;
    return read;
}

} // namespace ns3::camcube
