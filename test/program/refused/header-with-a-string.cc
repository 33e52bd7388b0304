/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// refused: a frame's header is copied as bytes

#include "ns3/frame.h"

using namespace ns3;
using namespace ns3::camcube;

struct TestHeader
{
    std::string name;
    static constexpr uint32_t WIRE_BYTES = 4;
    void Write(uint8_t*) const;
    bool Read(const uint8_t*);
};

void
Put(Frame& frame)
{
    frame.SetHeader(TestHeader());
}
