/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// refused: aligned to 8 bytes

#include "ns3/frame.h"

using namespace ns3;
using namespace ns3::camcube;

struct TestHeader
{
    alignas(16) uint8_t byte{0};
    static constexpr auto FIELDS = HeaderFields(&TestHeader::byte);
};

void
Put(Frame& frame)
{
    frame.SetHeader(TestHeader());
}
