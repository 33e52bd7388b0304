/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Who is told of changed routes, and when.

#include "ns3/route-change-notifier.h"

#include <array>
#include <gtest/gtest.h>
#include <string>

using namespace ns3;
using namespace ns3::camcube;

TEST(RouteChangeNotifier, OnlyTheNextChangeAfterAWaitIsToldOf)
{
    RouteChangeNotifier notifier;
    uint32_t told = 0;
    notifier.SetListener(&told, [&] { ++told; });
    notifier.Notify();
    EXPECT_EQ(told, 0U);
    notifier.Await();
    notifier.Await();
    notifier.Notify();
    notifier.Notify();
    EXPECT_EQ(told, 1U);
}

TEST(RouteChangeNotifier, AReaderHasOneListenerAndCanTakeItBack)
{
    RouteChangeNotifier notifier;
    const int first = 0;
    const int second = 0;
    std::string told;
    notifier.SetListener(&first, [&] { told += "a"; });
    notifier.SetListener(&second, [&] { told += "b"; });
    notifier.SetListener(&first, [&] { told += "c"; });
    notifier.Await();
    notifier.Notify();
    EXPECT_EQ(told, "bc");
    notifier.SetListener(&second, nullptr);
    notifier.Await();
    notifier.Notify();
    EXPECT_EQ(told, "bcc");
}

// What is told of a change may listen anew, wait again, or add another reader.
TEST(RouteChangeNotifier, AListenerMayChangeTheListeners)
{
    RouteChangeNotifier notifier;
    const int other = 0;
    const std::array<int, 100> readers{};
    uint32_t told = 0;
    uint32_t others = 0;
    notifier.SetListener(&told, [&] {
        ++told;
        for (const int& reader : readers)
        {
            notifier.SetListener(&reader, [&] { ++others; });
        }
        notifier.SetListener(&told, nullptr);
        notifier.Await();
    });
    notifier.Await();
    notifier.Notify();
    EXPECT_EQ(told, 1U);
    others = 0;
    notifier.SetListener(&other, [&] { ++told; });
    notifier.Notify();
    EXPECT_EQ(told, 2U);
    EXPECT_EQ(others, readers.size());
}
