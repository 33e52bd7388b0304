/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Headers that name their fields: on the wire, and back.

#include "ns3/frame.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

enum class Kind : uint16_t
{
    JOIN = 0x0102,
    LEAVE = 0xfffe
};

/** One field of each type. */
struct All
{
    uint8_t byte{0};
    int8_t small{0};
    uint16_t half{0};
    int16_t signedHalf{0};
    uint32_t word{0};
    int64_t large{0};
    bool flag{false};
    Kind kind{Kind::JOIN};
    TorusCoordinate place;
    std::array<uint16_t, 2> numbers{};
    std::array<TorusCoordinate, 2> places{};
    static constexpr auto FIELDS = HeaderFields(&All::byte,
                                                &All::small,
                                                &All::half,
                                                &All::signedHalf,
                                                &All::word,
                                                &All::large,
                                                &All::flag,
                                                &All::kind,
                                                &All::place,
                                                &All::numbers,
                                                &All::places);
};

struct Outer
{
    uint16_t number{0};
    static constexpr auto FIELDS = HeaderFields(&Outer::number);
};

struct Inner
{
    TorusCoordinate place;
    bool flag{false};
    static constexpr auto FIELDS = HeaderFields(&Inner::place, &Inner::flag);
};

} // namespace

TEST(HeaderFields, AllTypesComeBackAndStandInNetworkByteOrder)
{
    static_assert(WireBytesOf<All> == 1 + 1 + 2 + 2 + 4 + 8 + 1 + 2 + 3 + 4 + 6);
    const All sent{0xab,
                   -2,
                   0x1234,
                   -3,
                   0xdeadbeef,
                   -4,
                   true,
                   Kind::LEAVE,
                   {1, 2, 3},
                   {{0x0506, 0x0708}},
                   {{{9, 10, 11}, {255, 0, 12}}}};
    Ptr<Packet> packet = MakePacket(sent);
    std::array<uint8_t, WireBytesOf<All>> bytes;
    ASSERT_EQ(packet->CopyData(bytes.data(), bytes.size()), bytes.size());
    const std::array<uint8_t, WireBytesOf<All>> expected{
        0xab, 0xfe, 0x12, 0x34, 0xff, 0xfd, 0xde, 0xad, 0xbe, 0xef, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xfc, 1,    0xff, 0xfe, 1,    2,    3,
        5,    6,    7,    8,    9,    10,   11,   255,  0,    12};
    EXPECT_EQ(bytes, expected);
    const std::optional<All> read = ReadPacket<All>(*packet);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->byte, sent.byte);
    EXPECT_EQ(read->small, sent.small);
    EXPECT_EQ(read->half, sent.half);
    EXPECT_EQ(read->signedHalf, sent.signedHalf);
    EXPECT_EQ(read->word, sent.word);
    EXPECT_EQ(read->large, sent.large);
    EXPECT_EQ(read->flag, sent.flag);
    EXPECT_EQ(read->kind, sent.kind);
    EXPECT_EQ(read->place, sent.place);
    EXPECT_EQ(read->numbers, sent.numbers);
    EXPECT_EQ(read->places, sent.places);
    packet->RemoveAtEnd(1);
    EXPECT_FALSE(ReadPacket<All>(*packet));
}

TEST(HeaderFields, InnerHeadersStandBehindTheOuterOneOnTheWire)
{
    Frame sent(7, Create<Packet>(20));
    sent.SetInnerHeader(Inner{{1, 2, 3}, true});
    sent.SetHeader(Outer{0x0a0b});
    EXPECT_EQ(sent.GetMacPayloadSize(), 2U + 2 + 4 + 20);
    Ptr<Packet> wire = sent.ToPacket({}, {});
    ASSERT_EQ(wire->GetSize(), sent.GetSize());
    std::array<uint8_t, 22> bytes;
    wire->CopyData(bytes.data(), bytes.size());
    EXPECT_EQ(std::vector<uint8_t>(bytes.begin() + 14, bytes.end()),
              (std::vector<uint8_t>{0, 7, 0x0a, 0x0b, 1, 2, 3, 1}));
    FramePtr read = Frame::FromPacket(wire);
    ASSERT_TRUE(read->PeekHeader<Outer>());
    ASSERT_TRUE(read->PeekInnerHeader<Inner>());
    EXPECT_EQ(read->PeekHeader<Outer>()->number, 0x0a0b);
    EXPECT_EQ(read->PeekInnerHeader<Inner>()->place, (TorusCoordinate{1, 2, 3}));
    EXPECT_TRUE(read->PeekInnerHeader<Inner>()->flag);
    EXPECT_EQ(read->GetPayload()->GetSize(), 20U);
    EXPECT_EQ(read->GetSize(), sent.GetSize());
    // What is changed in place and copied goes on the wire again.
    read->PeekInnerHeader<Inner>()->place.x = 9;
    FramePtr again = Frame::FromPacket(read->Copy()->ToPacket({}, {}));
    ASSERT_TRUE(again->PeekHeader<Outer>());
    EXPECT_EQ(again->PeekInnerHeader<Inner>()->place.x, 9);
    // The payload may change beside it.
    again->SetPayload(Create<Packet>(5));
    EXPECT_EQ(again->GetMacPayloadSize(), 2U + 2 + 4 + 5);
}
