/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// refused: a field is a whole number

#include "ns3/frame.h"

using namespace ns3;
using namespace ns3::camcube;

struct TestHeader
{
    const char* name{nullptr};
    static constexpr auto FIELDS = HeaderFields(&TestHeader::name);
};

void
Put(Frame& frame)
{
    frame.SetHeader(TestHeader());
}
