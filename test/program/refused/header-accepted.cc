/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// refused: nothing

#include "ns3/frame.h"

using namespace ns3;
using namespace ns3::camcube;

struct TestHeader
{
    TorusCoordinate root;
    uint16_t group{0};
    std::array<uint8_t, 8> key{};
    static constexpr auto FIELDS =
        HeaderFields(&TestHeader::root, &TestHeader::group, &TestHeader::key);
};

void
Put(Frame& frame)
{
    frame.SetHeader(TestHeader());
}
