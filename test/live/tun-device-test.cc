/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What cannot be opened is said in one sentence; what can is tried by the test of ./camcube live.

#include "ns3/tun-device.h"

#include <gtest/gtest.h>
#include <stdexcept>

using namespace ns3::camcube;

namespace
{

std::string
GetRefusal(const std::string& device, const std::string& networkNamespace)
{
    try
    {
        OpenTunDevice(device, networkNamespace);
    }
    catch (const std::invalid_argument& error)
    {
        return error.what();
    }
    return "";
}

} // namespace

TEST(TunDevice, NamesWhatIsMissing)
{
    EXPECT_EQ(GetRefusal("no-such-device", "").rfind("there is no device no-such-device", 0), 0);
    EXPECT_EQ(GetRefusal("cube", "no-such-space")
                  .rfind("the network namespace no-such-space cannot be opened", 0),
              0);
}
