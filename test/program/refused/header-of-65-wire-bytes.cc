/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// refused: at most 64 bytes on the wire

#include "ns3/frame.h"

using namespace ns3;
using namespace ns3::camcube;

struct TestHeader
{
    static constexpr uint32_t WIRE_BYTES = 65;
    void Write(uint8_t*) const;
    bool Read(const uint8_t*);
};

void
Put(Frame& frame)
{
    frame.SetHeader(TestHeader());
}
