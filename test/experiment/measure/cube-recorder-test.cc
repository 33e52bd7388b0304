/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What a cube's links carry, and in which state they are, sample by sample.

#include "steady-flow-fixture.h"

#include "ns3/cube-recorder.h"
#include "ns3/failure-injector.h"
#include "ns3/link-power.h"
#include "ns3/sleeping-links-helper.h"

#include <numeric>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class CubeRecorderTest : public SteadyFlowTest
{
  protected:
    CubeRecorderTest()
        : SteadyFlowTest(TorusHelper(4, 3, 3))
    {
    }

    std::vector<Time> GetTimes(const CubeRecorder& recorder) const
    {
        std::vector<Time> times;
        for (const auto& sample : recorder.GetSamples())
        {
            times.push_back(sample.at);
        }
        return times;
    }
};

} // namespace

TEST_F(CubeRecorderTest, CountsWhatLinksSendUpToEachSample)
{
    Send(MilliSeconds(5));
    CubeRecorder recorder(10);
    recorder.Begin(m_torus.GetTorus(), m_servers);
    recorder.Watch(MicroSeconds(2050));
    Simulator::Stop(MilliSeconds(10));
    Simulator::Run();
    recorder.Finish();
    const auto& samples = recorder.GetSamples();
    ASSERT_EQ(samples.size(), 11U);
    EXPECT_EQ(samples.front().at, Time(0));
    EXPECT_EQ(samples.back().at, MicroSeconds(2050)) << "the end that was asked for";
    for (const auto& sample : samples)
    {
        const int64_t sent = (sample.at.GetMicroSeconds() + 99) / 100; // at 0, 100 us, 200 us, ...
        ASSERT_EQ(sample.bytes.size(), 36U * 6);
        EXPECT_EQ(sample.bytes[0], 1024U * sent) << "until " << sample.at.As(Time::US);
        EXPECT_EQ(std::accumulate(sample.bytes.begin(), sample.bytes.end(), uint64_t{0}),
                  sample.bytes[0])
            << "nobody else sends";
    }
    ASSERT_EQ(recorder.GetRates().size(), 36U * 6);
    EXPECT_EQ(recorder.GetRates()[7], DataRate("1Gbps"));
}

TEST_F(CubeRecorderTest, HasARunEndWhenItWouldWithoutSamples)
{
    Send(MilliSeconds(5));
    Simulator::Schedule(MilliSeconds(7), [] {});
    CubeRecorder recorder(10);
    recorder.Begin(m_torus.GetTorus(), m_servers);
    recorder.Watch(MilliSeconds(4));
    Simulator::Run();
    EXPECT_EQ(Simulator::Now(), MilliSeconds(7));
    recorder.Finish();
    EXPECT_EQ(recorder.GetSamples().size(), 11U);
    EXPECT_EQ(recorder.GetSamples().back().at, MilliSeconds(4));
}

TEST_F(CubeRecorderTest, KeepsFewSamplesOfALongRunWithoutKnownEnd)
{
    Send(MilliSeconds(40));
    CubeRecorder recorder(16);
    recorder.Begin(m_torus.GetTorus(), m_servers);
    recorder.Watch(std::nullopt);
    Simulator::Stop(MilliSeconds(50));
    Simulator::Run();
    recorder.Finish();
    const std::vector<Time> times = GetTimes(recorder);
    EXPECT_LE(times.size(), 17U);
    EXPECT_GE(times.size(), 8U);
    EXPECT_EQ(times.front(), Time(0));
    EXPECT_EQ(times.back(), MilliSeconds(50));
    Time longest;
    for (std::size_t i = 1; i < times.size(); ++i)
    {
        EXPECT_LT(times[i - 1], times[i]);
        longest = std::max(longest, times[i] - times[i - 1]);
    }
    EXPECT_LE(longest, MilliSeconds(10)) << "no gap";
    EXPECT_EQ(recorder.GetSamples().back().bytes[0], 400U * 1024) << "none of it is lost";
}

TEST_F(CubeRecorderTest, GoesOnOverSeveralRuns)
{
    Send(MilliSeconds(40));
    CubeRecorder recorder(16);
    recorder.Begin(m_torus.GetTorus(), m_servers);
    for (int run = 1; run <= 50; ++run)
    {
        recorder.Watch(MicroSeconds(800 * run));
        Simulator::Stop(MicroSeconds(800 * run) - Simulator::Now());
        Simulator::Run();
        recorder.Pause();
        recorder.Look();
        EXPECT_EQ(recorder.GetSamples().back().at, MicroSeconds(800 * run));
    }
    const std::vector<Time> times = GetTimes(recorder);
    EXPECT_LE(times.size(), 17U);
    EXPECT_TRUE(std::is_sorted(times.begin(), times.end()));
    EXPECT_EQ(recorder.GetSamples().back().bytes[0], 400U * 1024);
    recorder.Finish();
}

TEST_F(CubeRecorderTest, SeesWhatFailsAndWhatSleeps)
{
    FailureInjector failures;
    failures.Fail(FailureInjector::Links{m_torus.Links()[3]}, MicroSeconds(150));
    failures.Fail(m_servers.Get(20), MicroSeconds(250));
    SleepingLinksHelper().InstallPower(m_torus.Links());
    CubeRecorder recorder(4);
    recorder.Begin(m_torus.GetTorus(), m_servers, &failures);
    recorder.Watch(MicroSeconds(400));
    const Ptr<CamCubeChannel> cable = m_torus.Links()[8];
    Simulator::Schedule(MicroSeconds(50), [cable] {
        cable->GetPower()->LetSleep(PeekPointer(cable->GetDevice(0)));
        cable->GetPower()->LetSleep(PeekPointer(cable->GetDevice(1)));
    });
    Simulator::Run();
    recorder.Finish();
    const auto& samples = recorder.GetSamples();
    ASSERT_EQ(samples.size(), 5U);
    const auto count = [&](std::size_t sample, CubeRecorder::CableState state) {
        const auto& cables = samples[sample].cables;
        return std::count(cables.begin(), cables.end(), state);
    };
    EXPECT_EQ(count(0, CubeRecorder::UP), 36 * 3);
    EXPECT_EQ(samples[1].cables[8], CubeRecorder::CHANGING) << "it takes 182 us to fall asleep";
    EXPECT_EQ(samples[4].cables[8], CubeRecorder::ASLEEP);
    EXPECT_EQ(count(1, CubeRecorder::DOWN), 0);
    EXPECT_EQ(samples[2].cables[3], CubeRecorder::DOWN);
    EXPECT_EQ(count(2, CubeRecorder::DOWN), 1);
    EXPECT_TRUE(samples[2].failedServers.empty());
    EXPECT_EQ(samples[3].failedServers, std::vector<uint32_t>{20});
    EXPECT_EQ(count(3, CubeRecorder::DOWN), 7) << "a server's six, and the other one";
}
