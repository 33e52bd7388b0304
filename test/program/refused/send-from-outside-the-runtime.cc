/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// refused: is private within this context

#include "ns3/runtime.h"

using namespace ns3;
using namespace ns3::camcube;

SendResult
SendUnchecked(Runtime& runtime, FramePtr& frame)
{
    return runtime.Send(nullptr, 0, frame, int64_t{0});
}
