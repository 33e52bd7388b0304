/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// refused: names its type

#include "ns3/frame.h"

using namespace ns3;
using namespace ns3::camcube;

struct TestHeader
{
    enum Kind
    {
        JOIN,
        LEAVE
    };

    Kind kind{JOIN};
    static constexpr auto FIELDS = HeaderFields(&TestHeader::kind);
};

void
Put(Frame& frame)
{
    frame.SetHeader(TestHeader());
}
