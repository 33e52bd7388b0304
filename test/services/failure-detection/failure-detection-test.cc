/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Neighbours that fall silent without loss of carrier: keep-alives, the time to notice, recovery,
// and routes that follow.

#include "cube-fixture.h"
#include "live-cube.h"

#include "ns3/boolean.h"
#include "ns3/error-model.h"
#include "ns3/failure-detection.h"

#include <map>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

constexpr int64_t INTERVAL_US = 500;
const Time INTERVAL = MicroSeconds(INTERVAL_US);

class DetectionTest : public CubeTest
{
  protected:
    /** What a listener was told. */
    struct Told
    {
        uint32_t server;
        uint8_t port;
        bool alive;
        Time at;
    };

    void Build(uint32_t multiplier, bool carrier = true)
    {
        m_torus = std::make_unique<TorusHelper>(4, 1, 1);
        m_servers = m_torus->Create();
        MultiHopRoutingHelper().Install(m_servers);
        for (uint32_t i = 0; i < m_servers.GetN(); ++i)
        {
            Ptr<FailureDetection> detection = CreateObject<FailureDetection>();
            detection->SetAttribute("Interval", TimeValue(INTERVAL));
            detection->SetAttribute("Multiplier", UintegerValue(multiplier));
            detection->SetAttribute("Carrier", BooleanValue(carrier));
            detection->AddListener([this, i](uint8_t port, bool alive) {
                m_told.push_back({i, port, alive, Simulator::Now()});
            });
            m_servers.Get(i)->AddApplication(detection);
            m_detections.push_back(detection);
            Keep(Routing(m_servers, i)
                     ->AddEndpoint(nullptr, TEST_ENDPOINT, [](FramePtr, const RoutingHeader&) {}));
        }
    }

    /** Lets time pass until a number of intervals and a bit since the start. */
    static void RunUntil(double intervals)
    {
        Simulator::Stop(TimeStep(static_cast<int64_t>(INTERVAL.GetTimeStep() * intervals)) -
                        Simulator::Now());
        Simulator::Run();
    }

    /** Has a port eat all frames that come in, or stops that. */
    void Eat(uint32_t server, uint8_t port, bool eat)
    {
        Ptr<RateErrorModel> model;
        if (eat)
        {
            model = CreateObject<RateErrorModel>();
            model->SetUnit(RateErrorModel::ERROR_UNIT_PACKET);
            model->SetRate(1);
        }
        TorusHelper::GetPort(m_servers.Get(server), port)->SetReceiveErrorModel(model);
    }

    std::unique_ptr<TorusHelper> m_torus;
    NodeContainer m_servers;
    std::vector<Ptr<FailureDetection>> m_detections;
    std::vector<Told> m_told;
};

/** \return the routes of all servers, as text */
std::string
Print(const LiveCube& cube)
{
    std::ostringstream os;
    for (uint32_t from = 0; from < cube.Size(); ++from)
    {
        for (uint32_t to = 0; to < cube.Size(); ++to)
        {
            const RouteTable& table = cube.Router(from).GetTable();
            const TorusCoordinate there = cube.GetTorus().GetCoordinate(to);
            os << table.GetDistance(there) << ':' << table.GetNextHops(there).GetBits() << ' ';
        }
    }
    return os.str();
}

} // namespace

TEST_F(DetectionTest, AServerThatIsLateItselfTakesNobodyForSilent)
{
    Build(3);
    Time lateness = INTERVAL;
    m_detections[0]->SetLateness([&lateness] { return lateness; });
    Simulator::Schedule(INTERVAL, [this] { Eat(0, PLUS_X, true); });
    RunUntil(20.5);
    EXPECT_TRUE(m_detections[0]->GetAlive().Contains(PLUS_X));
    lateness = INTERVAL - TimeStep(1);
    RunUntil(22.5);
    EXPECT_TRUE(m_detections[0]->GetAlive().Contains(PLUS_X)) << "two intervals are no silence";
    RunUntil(23.5);
    EXPECT_FALSE(m_detections[0]->GetAlive().Contains(PLUS_X));
}

TEST_F(DetectionTest, WhoWasLateHasMoreTimeForAWhile)
{
    Build(3);
    const auto isThere = [this] { return m_detections[0]->GetAlive().Contains(PLUS_X); };
    const auto beSilent = [this](uint32_t from, uint32_t intervals) {
        RunUntil(from + 0.1);
        Eat(0, PLUS_X, true);
        RunUntil(from + intervals + 0.1); // each of these intervals is one of silence
        Eat(0, PLUS_X, false);
    };
    m_detections[0]->SetLateness([] { return Time(0); });
    beSilent(5, 5);
    EXPECT_FALSE(isThere()) << "it has not been late before";
    beSilent(20, 9);
    EXPECT_TRUE(isThere()) << "twice 5 intervals are none too long";
    beSilent(2000, 4);
    EXPECT_FALSE(isThere()) << "it was late long ago";
    beSilent(4000, FailureDetection::MOST_SILENT + 5);
    beSilent(4500, 4);
    EXPECT_FALSE(isThere()) << "it was not late, but gone";
}

TEST_F(DetectionTest, KeepAlivesOnlyWhereNothingElseIsSent)
{
    Build(3);
    RunUntil(100.5);
    for (const auto& detection : m_detections)
    {
        EXPECT_EQ(detection->GetKeepAlives(), 2 * 100U); // a ring: two ports
    }
    std::cout << "measured: " << m_detections[0]->GetKeepAlives()
              << " keep-alives over two idle links in 100 intervals\n";
    // Data from server 0 to 1 twice in each interval: that link, that way, needs none.
    for (int i = 0; i < 200; ++i)
    {
        Simulator::Schedule(INTERVAL / 2 * i, [this] {
            Routing(m_servers, 0)->Send({1, 0, 0}, TEST_ENDPOINT, Create<Packet>(100));
        });
    }
    RunUntil(200.5);
    EXPECT_EQ(m_detections[0]->GetKeepAlives(), 200U + 100);
    EXPECT_EQ(m_detections[1]->GetKeepAlives(), 200U + 200);
    EXPECT_TRUE(m_told.empty());
    std::cout << "measured: " << m_detections[0]->GetKeepAlives() - 200
              << " in another 100 while data flow over one of the links\n";
}

TEST_F(DetectionTest, SilenceIsNoticedByBothEndsAndEnds)
{
    for (uint32_t multiplier : {2, 3, 7})
    {
        for (bool bothWays : {true, false})
        {
            m_told.clear();
            m_detections.clear();
            Build(multiplier);
            RunUntil(10.5);
            const Time begin = Simulator::Now();
            Eat(1, MINUS_X, true);
            Eat(0, PLUS_X, bothWays);
            RunUntil(40.5);
            ASSERT_EQ(m_told.size(), 2U);
            std::map<uint32_t, uint8_t> ends;
            for (const Told& told : m_told)
            {
                EXPECT_FALSE(told.alive);
                ends[told.server] = told.port;
                // The last frame came at most two intervals before.
                EXPECT_GT(told.at - begin, INTERVAL * static_cast<int64_t>(multiplier - 2));
                EXPECT_LE(told.at - begin, INTERVAL * static_cast<int64_t>(multiplier + 1));
            }
            EXPECT_EQ(ends, (std::map<uint32_t, uint8_t>{{0, PLUS_X}, {1, MINUS_X}}));
            const Time difference = m_told[1].at - m_told[0].at;
            EXPECT_LE(difference, m_detections[0]->GetDifference());
            std::cout << "measured: multiplier " << multiplier << ", "
                      << (bothWays ? "both ways" : "one way") << " silent: lost after "
                      << (m_told[0].at - begin).As(Time::US) << " and "
                      << (m_told[1].at - begin).As(Time::US) << " (interval "
                      << INTERVAL.As(Time::US) << ")";
            EXPECT_FALSE(m_detections[0]->GetAlive().Contains(PLUS_X));
            EXPECT_TRUE(m_detections[0]->GetAlive().Contains(MINUS_X));
            const Time mended = Simulator::Now();
            Eat(1, MINUS_X, false);
            Eat(0, PLUS_X, false);
            RunUntil(50.5);
            ASSERT_EQ(m_told.size(), 4U);
            for (std::size_t i : {2, 3})
            {
                EXPECT_TRUE(m_told[i].alive);
                EXPECT_LE(m_told[i].at - mended, 2 * INTERVAL);
            }
            std::cout << ", there again after " << (m_told[3].at - mended).As(Time::US) << "\n";
            EXPECT_TRUE(m_detections[0]->GetAlive().Contains(PLUS_X));
            EXPECT_TRUE(m_detections[1]->GetAlive().Contains(MINUS_X));
            Simulator::Destroy();
        }
    }
}

TEST_F(DetectionTest, CarrierCountsAtOnceOrNotAtAll)
{
    for (bool carrier : {true, false})
    {
        m_told.clear();
        m_detections.clear();
        Build(3, carrier);
        RunUntil(10.5);
        const Time begin = Simulator::Now();
        TorusHelper::GetLink(m_servers.Get(0), PLUS_X)->Cut();
        RunUntil(20.5);
        ASSERT_EQ(m_told.size(), 2U);
        EXPECT_EQ(m_told[0].at == begin && m_told[1].at == begin, carrier);
        TorusHelper::GetLink(m_servers.Get(0), PLUS_X)->Mend();
        RunUntil(30.5);
        EXPECT_EQ(m_told.size(), 4U);
        EXPECT_TRUE(m_detections[0]->GetAlive().Contains(PLUS_X));
        Simulator::Destroy();
    }
}

TEST_F(DetectionTest, RoutesFollowSilenceAsTheyFollowACut)
{
    std::string cut;
    {
        LiveCube cube(4, 4, 4);
        for (uint32_t i = 0; i < 20; ++i)
        {
            cube.Links()[7 * i]->Cut();
        }
        Simulator::Run();
        EXPECT_EQ(cube.CountMismatches(), 0);
        cut = Print(cube);
        Simulator::Destroy();
    }
    DistanceVectorHelper helper;
    helper.SetDetectionAttribute("Interval", TimeValue(INTERVAL));
    Simulator::Stop(INTERVAL / 2);
    LiveCube cube(4, 4, 4, helper);
    const std::string intact = Print(cube);
    Ptr<RateErrorModel> model = CreateObject<RateErrorModel>();
    model->SetUnit(RateErrorModel::ERROR_UNIT_PACKET);
    model->SetRate(1);
    const auto eat = [&](Ptr<ErrorModel> with) {
        for (uint32_t i = 0; i < 20; ++i)
        {
            // Half of them one way only.
            for (uint32_t end = i % 2; end < 2; ++end)
            {
                DynamicCast<CamCubeNetDevice>(cube.Links()[7 * i]->GetDevice(end))
                    ->SetReceiveErrorModel(with);
            }
        }
    };
    eat(model);
    RunUntil(30);
    const bool same = Print(cube) == cut;
    EXPECT_TRUE(same);
    eat(nullptr);
    RunUntil(60);
    const uint64_t wrong = cube.CountMismatches();
    EXPECT_EQ(wrong, 0);
    EXPECT_TRUE(Print(cube) == intact);
    std::cout << "measured: routes around 20 silent links " << (same ? "equal" : "differ from")
              << " those around 20 cut ones; when all are heard again " << wrong << " are wrong\n";
}
