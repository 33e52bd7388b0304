/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What links carry, and what power they use, in windows that begin and end, or stay open.

#include "steady-flow-fixture.h"

#include "ns3/link-power-meter.h"
#include "ns3/link-window-meter.h"
#include "ns3/torus-link-samples.h"

#include <optional>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class LinkWindowMeterTest : public SteadyFlowTest
{
  protected:
    LinkWindowMeterTest()
        : SteadyFlowTest(TorusHelper(3, 3, 3))
    {
    }

    LinkWindowMeter::Sampler GetSampler() const
    {
        return [this] { return SampleTorusLinks(m_torus.GetTorus(), m_servers); };
    }
};

} // namespace

TEST_F(LinkWindowMeterTest, CountsWhatIsSentInTheWindow)
{
    Send(MilliSeconds(5));
    LinkWindowMeter whole(GetSampler(), Time(0));
    LinkWindowMeter window(GetSampler(), MicroSeconds(1050), MicroSeconds(3050));
    LinkWindowMeter late(GetSampler(), MilliSeconds(50));
    Simulator::Stop(MilliSeconds(10));
    Simulator::Run();
    const std::vector<LinkSample> links = window.GetLoads();
    ASSERT_EQ(links.size(), 27U * 6);
    EXPECT_EQ(links[0].name, "0+x");
    EXPECT_EQ(links[0].packets, 20U);
    EXPECT_EQ(links[0].bytes, 20U * (1000 + 24)) << "with what else takes time on the line";
    EXPECT_EQ(window.GetSpan(), MilliSeconds(2));
    EXPECT_NEAR(links[0].GetUtilization(window.GetSpan()), 0.08192, 1e-12);
    for (std::size_t i = 1; i < links.size(); ++i)
    {
        EXPECT_EQ(links[i].packets, 0U) << links[i].name;
    }
    EXPECT_EQ(whole.GetLoads()[0].packets, 50U);
    EXPECT_EQ(whole.GetSpan(), MilliSeconds(10));
    EXPECT_EQ(late.GetLoads()[0].packets, 0U) << "its window has not begun";
    EXPECT_EQ(late.GetSpan(), Time(0));
}

TEST_F(LinkWindowMeterTest, WhatIsClosedStays)
{
    Send(MilliSeconds(5));
    SleepingLinksHelper().InstallPower(m_torus.Links());
    LinkWindowMeter meter(GetSampler(), Time(0));
    LinkPowerMeter power(m_torus.Links(), MilliSeconds(1));
    EXPECT_EQ(power.GetEnergy().GetTotal().seconds, 0);
    Simulator::Schedule(MilliSeconds(3), [&] {
        EXPECT_NEAR(power.GetWatts(), 81, 1e-9) << "1 W a link";
        meter.Close();
        power.Close();
    });
    Simulator::Stop(MilliSeconds(10));
    Simulator::Run();
    EXPECT_EQ(meter.GetLoads()[0].packets, 30U);
    EXPECT_EQ(meter.GetSpan(), MilliSeconds(3));
    EXPECT_NEAR(power.GetEnergy().GetTotal().seconds, 81 * 2e-3, 1e-12);
    EXPECT_NEAR(power.GetWatts(), 81, 1e-9);
    EXPECT_EQ(power.GetAsleepShare(), 0);
    meter.Close();
    EXPECT_EQ(meter.GetSpan(), MilliSeconds(3));
}

TEST_F(LinkWindowMeterTest, RefusesWindowsThatMeasureNothing)
{
    const auto measure = [&](Time from, std::optional<Time> to) {
        LinkWindowMeter(GetSampler(), from, to);
    };
    const auto measurePower = [&](Time from, std::optional<Time> to) {
        LinkPowerMeter(m_torus.Links(), from, to);
    };
    EXPECT_THROW(measure(MilliSeconds(2), MilliSeconds(2)), std::invalid_argument);
    EXPECT_THROW(measurePower(MilliSeconds(2), MilliSeconds(1)), std::invalid_argument);
    Simulator::Schedule(MilliSeconds(1), [&] {
        EXPECT_THROW(measure(Time(0), std::nullopt), std::invalid_argument);
        EXPECT_THROW(measurePower(Time(0), std::nullopt), std::invalid_argument);
    });
    Simulator::Run();
}
