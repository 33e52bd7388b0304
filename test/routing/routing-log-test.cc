/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What the routing protocols log when their components are switched on.

#include "cube-fixture.h"

#include "ns3/distance-vector-helper.h"
#include "ns3/failure-injector.h"
#include "ns3/link-state-helper.h"
#include "ns3/log.h"

#include <sstream>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class RoutingLog : public CubeTest
{
  protected:
    /** \return what a component logs in a cube of which a link fails and is repaired */
    template <typename Helper>
    static std::string Run(const char* component, LogLevel level)
    {
        std::ostringstream lines;
        std::streambuf* old = std::clog.rdbuf(lines.rdbuf());
        if (component)
        {
            LogComponentEnable(component, level);
        }
        TorusHelper torus(3, 1, 1);
        Helper().Install(torus.Create());
        FailureInjector failures;
        failures.Fail(torus.Links().front(), MilliSeconds(1));
        failures.Repair(torus.Links().front(), MilliSeconds(20));
        Simulator::Run();
        Simulator::Destroy();
        if (component)
        {
            LogComponentDisable(component, LOG_LEVEL_ALL);
        }
        std::clog.rdbuf(old);
        return lines.str();
    }

    static void ExpectLines(const std::string& log, const std::vector<std::string>& lines)
    {
        for (const std::string& line : lines)
        {
            EXPECT_NE(log.find(line + "\n"), std::string::npos) << line << " is not in\n" << log;
        }
    }
};

} // namespace

TEST_F(RoutingLog, DistanceVector)
{
    ExpectLines(Run<DistanceVectorHelper>("DistanceVector", LOG_LEVEL_INFO),
                {"[node 0] neighbor at +x lost",
                 "[node 1] neighbor at -x lost",
                 "[node 0] neighbor at +x found",
                 "[node 0] session 1 begins at +x with 0 entries",
                 "[node 1] neighbor at -x is adjacent, its table has 0 entries"});
    ExpectLines(Run<DistanceVectorHelper>("DistanceVector", LOG_LEVEL_LOGIC),
                {"[node 0] no next hop to server 1 is left, 1 hops away until now",
                 "[node 0] server 1 is now 2 hops away",
                 "[node 0] server 1 is now 1 hops away"});
}

TEST_F(RoutingLog, LinkState)
{
    ExpectLines(Run<LinkStateHelper>("LinkState", LOG_LEVEL_INFO),
                {"[node 0] neighbor at +x lost",
                 "[node 0] reports 1 links down",
                 "[node 0] session 1 begins at +x",
                 "[node 1] neighbor at -x is adjacent",
                 "[node 1] reports 0 links down"});
    ExpectLines(Run<LinkStateHelper>("LinkState", LOG_LEVEL_LOGIC),
                {"[node 2] newer report of server 0", "[node 2] newer report of server 1"});
}

TEST_F(RoutingLog, FailureDetection)
{
    ExpectLines(Run<LinkStateHelper>("FailureDetection", LOG_LEVEL_INFO),
                {"[node 0] neighbor at +x lost: no carrier", "[node 0] neighbor at +x found"});
}

TEST_F(RoutingLog, IsSilentUnlessAsked)
{
    EXPECT_EQ(Run<DistanceVectorHelper>(nullptr, LOG_NONE), "");
    EXPECT_EQ(Run<DistanceVectorHelper>("camcube", LOG_LEVEL_ALL), "");
}
