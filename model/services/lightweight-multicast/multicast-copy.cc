/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "multicast-copy.h"

#include <utility>

namespace ns3::camcube
{

std::optional<MulticastCopy>
MulticastCopy::Read(const Torus& torus, const MulticastHeader* header, const Packet& payload)
{
    const uint32_t listBytes = header ? RECEIVER_BYTES * header->receivers : 0;
    if (listBytes == 0 || listBytes > payload.GetSize() || !torus.Contains(header->source) ||
        header->reason > RoutingCallbacks::N_DROP_REASONS)
    {
        return std::nullopt;
    }
    const Ptr<Packet> packet = payload.Copy();
    std::vector<uint8_t> bytes(listBytes);
    packet->CreateFragment(packet->GetSize() - listBytes, listBytes)
        ->CopyData(bytes.data(), listBytes);
    packet->RemoveAtEnd(listBytes);
    std::vector<TorusCoordinate> receivers(header->receivers);
    const uint8_t* from = bytes.data();
    for (TorusCoordinate& receiver : receivers)
    {
        from = FieldCodec::Read(receiver, from);
        if (!torus.Contains(receiver))
        {
            return std::nullopt;
        }
    }
    return MulticastCopy{*header, std::move(receivers), packet};
}

Ptr<Packet>
MulticastCopy::Write()
{
    std::vector<uint8_t> bytes(RECEIVER_BYTES * receivers.size());
    uint8_t* to = bytes.data();
    for (const TorusCoordinate& receiver : receivers)
    {
        to = FieldCodec::Write(receiver, to);
    }
    header.receivers = static_cast<uint16_t>(receivers.size());
    Ptr<Packet> payload = packet->Copy();
    payload->AddAtEnd(Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size())));
    return payload;
}

} // namespace ns3::camcube
