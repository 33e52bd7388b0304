/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What a page shows, and the page itself; test/program/view-test.py looks at pages in a browser.

#include "cube-fixture.h"

#include "ns3/cube-recorder.h"
#include "ns3/cube-view.h"
#include "ns3/view-page.h"

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class CubeViewTest : public CubeTest
{
  protected:
    void TearDown() override
    {
        unsetenv("CAMCUBE_THREE");
        CubeTest::TearDown();
    }

    /** Expects that something is refused in words. */
    template <typename F>
    void ExpectRefusal(const F& fn, const std::string& words)
    {
        try
        {
            fn();
            ADD_FAILURE() << "taken, and should not be: " << words;
        }
        catch (const std::invalid_argument& error)
        {
            EXPECT_NE(std::string(error.what()).find(words), std::string::npos) << error.what();
        }
    }
};

} // namespace

TEST_F(CubeViewTest, HasAsManySamplesAsThereIsRoomFor)
{
    EXPECT_EQ(CubeView(Torus(8, 8, 8)).GetSampleLimit(), 100U);
    EXPECT_GE(CubeView(Torus(20, 20, 20)).GetSampleLimit(), 20U);
    EXPECT_GE(CubeView(Torus(32, 32, 32)).GetSampleLimit(), 2U);
    EXPECT_LT(CubeView(Torus(20, 20, 20), 5).GetSampleLimit(), 6U);
    EXPECT_EQ(CubeView(Torus(1, 1, 1)).GetSampleLimit(), 100U);
    ExpectRefusal([] { CubeView(Torus(33, 32, 32)); }, "32768 servers at most, and not the 33792");
    ExpectRefusal([] { CubeView(Torus(20, 20, 20), 50); }, "choose fewer runs");
}

TEST_F(CubeViewTest, SaysWhatWasRecorded)
{
    TorusHelper torus(3, 2, 1);
    const NodeContainer servers = torus.Create();
    TorusHelper::GetPort(servers.Get(1), PLUS_X)->SetDataRate(DataRate("10Gbps"));
    CubeView view(torus.GetTorus());
    CubeRecorder recorder(view.GetSampleLimit());
    recorder.Begin(torus.GetTorus(), servers);
    Simulator::Schedule(MicroSeconds(5), [&] { torus.Links()[2]->Cut(); });
    Simulator::Schedule(NanoSeconds(7500), [&] { recorder.Look(); });
    Simulator::Run();
    recorder.Finish();
    view.AddRecording("a run", recorder);
    const auto json = view.ToJson();
    EXPECT_EQ(json["sides"].dump(), "[3,2,1]");
    EXPECT_EQ(json["ports"].dump(), R"(["+x","-x","+y","-y"])");
    const auto& recording = json["recordings"][0];
    EXPECT_EQ(recording["name"], "a run");
    EXPECT_EQ(recording["times_us"].dump(), "[0.0,7.5]");
    EXPECT_EQ(recording["rate_mbps"].size(), 24U) << "they differ";
    EXPECT_EQ(recording["rate_mbps"][4], 10000.0);
    EXPECT_EQ(recording["rate_mbps"][5], 1000.0);
    EXPECT_EQ(recording["load_indices"].dump(), R"([""])") << "nothing was sent";
    EXPECT_EQ(recording["cable_states"].dump(), R"(["AAAA","MAAA"])") << "cable 2 is down: 3 << 4";
    EXPECT_EQ(recording["failed_servers"].dump(), "[[],null]");
}

TEST_F(CubeViewTest, TakesTreesAndPathsOfItsCube)
{
    CubeView view(Torus(4, 3, 1));
    view.AddPath("there", MicroSeconds(3), {0, 3, 7});
    view.AddRoute({false, "tree", MicroSeconds(4), {{1, MINUS_X}, {0, std::nullopt}}});
    const auto routes = view.ToJson()["routes"];
    EXPECT_EQ(routes[0].dump(),
              R"({"kind":"path","name":"there","time_us":3.0,"servers":[0,3,7],"ports":"12-"})");
    EXPECT_EQ(routes[1].dump(),
              R"({"kind":"tree","name":"tree","time_us":4.0,"servers":[1,0],"ports":"1-"})");
    ExpectRefusal([&] { view.AddPath("none", Time(), {}); }, "the path none has no servers");
    ExpectRefusal([&] { view.AddPath("far", Time(), {0, 2}); }, "0 and 2 are no neighbours");
    ExpectRefusal(
        [&] {
            view.AddPath("out", Time(), {0, 12});
        },
        "no server 12 in a torus of 4x3x1");
    ExpectRefusal([&] { view.AddRoute({false, "z", Time(), {{0, PLUS_Z}}}); }, "has no port 4");
    for (int i = 0; i < 600; ++i)
    {
        view.AddPath("again", Time(), {0, 1});
    }
    EXPECT_EQ(view.ToJson()["routes"].size(), 500U);
    EXPECT_EQ(view.ToJson()["routes_left_out"], 102);
}

TEST_F(CubeViewTest, APageHoldsNothingThatEndsItsScripts)
{
    if (!FindViewObstacle().empty())
    {
        GTEST_SKIP() << FindViewObstacle();
    }
    CubeView view(Torus(4, 3, 2));
    view.AddPath("</script><script>alert(1)</script>\xff", Time(), {0, 1});
    std::ostringstream page;
    WriteViewPage(page, "<b>\"&", view.ToJson());
    EXPECT_NE(page.str().find("<title>&lt;b&gt;&quot;&amp;</title>"), std::string::npos);
    EXPECT_EQ(page.str().find("alert(1)<"), std::string::npos);
    EXPECT_NE(page.str().find("\\u003c/script>"), std::string::npos);
    EXPECT_EQ(page.str().find("{{"), std::string::npos) << "a part that is not put in";
}

TEST_F(CubeViewTest, WithoutThreeJsItNamesThePackage)
{
    setenv("CAMCUBE_THREE", "/no/such/folder", 1);
    EXPECT_NE(FindViewObstacle().find("apt-get install libjs-three"), std::string::npos);
    std::ostringstream page;
    EXPECT_THROW(WriteViewPage(page, "title", CubeView(Torus(2, 2, 2)).ToJson()),
                 std::runtime_error);
    EXPECT_EQ(page.str(), "");
}
