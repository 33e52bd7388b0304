/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "numbered-fact.h"

#include "ns3/header-fields.h"

#include <tuple>

namespace ns3::camcube
{

namespace
{

/** What stands before the name: of pairs, that of the region first. */
struct Message
{
    NumberedFact::Kind kind{NumberedFact::FACT};
    uint16_t value{0};
    uint64_t serial{0};
    TorusCoordinate origin;
    std::array<TorusRegion::Shape, 2> shapes{};
    std::array<TorusCoordinate, 4> corners{};
    std::array<uint16_t, 2> hops{};
    uint8_t nameBytes{0};
    static constexpr auto FIELDS = HeaderFields(&Message::kind,
                                                &Message::value,
                                                &Message::serial,
                                                &Message::origin,
                                                &Message::shapes,
                                                &Message::corners,
                                                &Message::hops,
                                                &Message::nameBytes);
};

} // namespace

Ptr<Packet>
NumberedFact::ToPacket(Kind kind) const
{
    Ptr<Packet> packet = MakePacket(Message{kind,
                                            value,
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

std::optional<NumberedFact>
NumberedFact::FromPacket(const Packet& packet, const Torus& torus, Kind& kind)
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
    const NumberedFact fact{std::string(bytes.begin() + HEAD, bytes.begin() + packet.GetSize()),
                            message->value,
                            region(0),
                            region(1),
                            message->serial,
                            message->origin};
    kind = message->kind;
    const bool isRight = fact.region.IsInside(torus) && fact.scope.IsInside(torus) &&
                         torus.Contains(fact.origin) && fact.serial < MAX_SERIAL;
    return isRight ? std::optional<NumberedFact>(fact) : std::nullopt;
}

bool
NumberedFact::IsNewerThan(const NumberedFact& other) const
{
    const auto rank = [](const NumberedFact& fact) {
        return std::make_tuple(fact.serial, fact.origin.x, fact.origin.y, fact.origin.z);
    };
    return rank(*this) > rank(other);
}

} // namespace ns3::camcube
