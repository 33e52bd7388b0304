/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The main function of all test programs. Long tests run on the module's own event list, which
// makes them up to three times faster; short ones on ns-3's default, so that either is in use.

#include "ns3/config.h"
#include "ns3/map-scheduler.h"
#include "ns3/timing-wheel-scheduler.h"
#include "ns3/type-id.h"

#include <gtest/gtest.h>
#include <string>

using namespace ns3;

namespace
{

class EventListChoice : public testing::EmptyTestEventListener
{
    void OnTestStart(const testing::TestInfo& test) override
    {
        const std::string name = std::string(test.test_suite_name()) + "." + test.name();
        Choose(name.find("Slow") == std::string::npos ? MapScheduler::GetTypeId()
                                                      : camcube::TimingWheelScheduler::GetTypeId());
    }

    /** Of simulators that begin from now on. */
    static void Choose(TypeId list)
    {
        Config::SetGlobal("SchedulerType", TypeIdValue(list));
    }
};

} // namespace

int
main(int argc, char** argv)
{
    testing::InitGoogleTest(&argc, argv);
    testing::UnitTest::GetInstance()->listeners().Append(new EventListChoice); // which they own
    return RUN_ALL_TESTS();
}
