/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// refused: room for a header of 24 bytes

#include "ns3/frame.h"

using namespace ns3;
using namespace ns3::camcube;

struct TestHeader
{
    std::array<uint8_t, 25> bytes{};
    static constexpr auto FIELDS = HeaderFields(&TestHeader::bytes);
};

void
Put(Frame& frame)
{
    frame.SetHeader(TestHeader());
}
