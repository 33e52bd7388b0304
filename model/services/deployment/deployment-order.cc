/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "deployment-order.h"

#include "ns3/header-fields.h"

#include <tuple>

namespace ns3::camcube
{

namespace
{

/** What stands before the name: of pairs, that of the region first. */
struct Message
{
    DeploymentOrder::Kind kind{DeploymentOrder::ORDER};
    uint16_t version{0};
    uint64_t serial{0};
    TorusCoordinate origin;
    std::array<TorusRegion::Shape, 2> shapes{};
    std::array<TorusCoordinate, 4> corners{};
    std::array<uint16_t, 2> hops{};
    uint8_t nameBytes{0};
    static constexpr auto FIELDS = HeaderFields(&Message::kind,
                                                &Message::version,
                                                &Message::serial,
                                                &Message::origin,
                                                &Message::shapes,
                                                &Message::corners,
                                                &Message::hops,
                                                &Message::nameBytes);
};

} // namespace

Ptr<Packet>
DeploymentOrder::ToPacket(Kind kind) const
{
    Ptr<Packet> packet = MakePacket(Message{kind,
                                            version,
                                            serial,
                                            origin,
                                            {region.shape, scope.shape},
                                            {region.from, region.to, scope.from, scope.to},
                                            {region.hops, scope.hops},
                                            static_cast<uint8_t>(name.size())});
    packet->AddAtEnd(Create<Packet>(reinterpret_cast<const uint8_t*>(name.data()),
                                    static_cast<uint32_t>(name.size())));
    return packet;
}

std::optional<DeploymentOrder>
DeploymentOrder::FromPacket(const Packet& packet, const Torus& torus, Kind& kind)
{
    const auto message = ReadPacket<Message>(packet);
    constexpr uint32_t HEAD = WireBytesOf<Message>;
    if (!message || message->nameBytes > MAX_NAME ||
        packet.GetSize() != HEAD + message->nameBytes || message->kind > ANSWER)
    {
        return std::nullopt;
    }
    std::array<uint8_t, HEAD + MAX_NAME> bytes{};
    packet.CopyData(bytes.data(), packet.GetSize());
    const auto region = [&](std::size_t i) {
        return TorusRegion{message->shapes[i],
                           message->corners[2 * i],
                           message->corners[2 * i + 1],
                           message->hops[i]};
    };
    const DeploymentOrder order{std::string(bytes.begin() + HEAD, bytes.begin() + packet.GetSize()),
                                message->version,
                                region(0),
                                region(1),
                                message->serial,
                                message->origin};
    kind = message->kind;
    const bool isRight = order.region.IsInside(torus) && order.scope.IsInside(torus) &&
                         torus.Contains(order.origin) && order.serial < MAX_SERIAL;
    return isRight ? std::optional<DeploymentOrder>(order) : std::nullopt;
}

bool
DeploymentOrder::IsNewerThan(const DeploymentOrder& other) const
{
    const auto rank = [](const DeploymentOrder& order) {
        return std::make_tuple(order.serial, order.origin.x, order.origin.y, order.origin.z);
    };
    return rank(*this) > rank(other);
}

} // namespace ns3::camcube
