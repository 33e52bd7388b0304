/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/flow-size-distribution.h"
#include "ns3/published-flow-sizes.h"

#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

FlowSizeDistribution
Parse(const std::string& text)
{
    std::istringstream stream(text);
    return FlowSizeDistribution::Parse(stream, "sizes.txt");
}

/** \return what a bad text is answered with */
std::string
Complaint(const std::string& text)
{
    try
    {
        Parse(text);
    }
    catch (const std::invalid_argument& error)
    {
        return error.what();
    }
    return "";
}

} // namespace

TEST(FlowSizeDistribution, LinesBetweenPoints)
{
    const auto sizes = Parse("# bytes  probability\n100 0\n\n  300 0.5 # half of all\n1100\t1\r\n");
    EXPECT_EQ(sizes.GetPoints().size(), 3U);
    EXPECT_DOUBLE_EQ(sizes.GetQuantile(0), 100);
    EXPECT_DOUBLE_EQ(sizes.GetQuantile(0.25), 200);
    EXPECT_DOUBLE_EQ(sizes.GetQuantile(0.5), 300);
    EXPECT_DOUBLE_EQ(sizes.GetQuantile(0.75), 700);
    EXPECT_DOUBLE_EQ(sizes.GetQuantile(1), 1100);
    EXPECT_DOUBLE_EQ(sizes.GetMean(), 0.5 * 200 + 0.5 * 700);
}

TEST(FlowSizeDistribution, StepsAreFlowsOfOneSize)
{
    const auto sizes = Parse("10 0.25\n10 0.5\n20 0.5\n20 1\n");
    EXPECT_DOUBLE_EQ(sizes.GetQuantile(0.1), 10);
    EXPECT_DOUBLE_EQ(sizes.GetQuantile(0.5), 10);
    EXPECT_DOUBLE_EQ(sizes.GetQuantile(0.51), 20);
    EXPECT_DOUBLE_EQ(sizes.GetMean(), 15);
    EXPECT_DOUBLE_EQ(Parse("1500 1").GetMean(), 1500);
}

// The mean of the table in closed form against the integral of its quantiles, and against draws.
TEST(FlowSizeDistribution, PublishedMeans)
{
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(3);
    for (const PublishedFlowSizes& published : GetPublishedFlowSizes())
    {
        const auto sizes = FlowSizeDistribution::Load(published.name);
        constexpr int STEPS = 1000000;
        double integral = 0;
        double squares = 0;
        double drawn = 0;
        for (int i = 0; i < STEPS; ++i)
        {
            const double size = sizes.GetQuantile((i + 0.5) / STEPS);
            integral += size / STEPS;
            squares += size * size / STEPS;
            drawn += static_cast<double>(sizes.Draw(random)) / STEPS;
        }
        EXPECT_NEAR(integral / sizes.GetMean(), 1, 1e-4) << published.name;
        const double deviation = std::sqrt((squares - integral * integral) / STEPS);
        EXPECT_NEAR(drawn, integral, 4 * deviation) << published.name;
        std::cout << published.name << ": mean " << sizes.GetMean() << " bytes, drawn " << drawn
                  << "\n";
    }
    EXPECT_NEAR(FlowSizeDistribution::Load("websearch").GetMean(), 1.67e6, 0.01e6);
    EXPECT_NEAR(FlowSizeDistribution::Load("datamining").GetMean(), 7.47e6, 0.01e6);
}

// Greenberg et al., VL2, SIGCOMM 2009, figure 2: 99% of flows are smaller than 100 MB, most are
// only a few kilobytes, and the largest reach 1 GB.
TEST(FlowSizeDistribution, DataMiningHasMiceAndElephants)
{
    const auto sizes = FlowSizeDistribution::Load("datamining");
    EXPECT_LT(sizes.GetQuantile(0.8), 10.5e3);
    EXPECT_LT(sizes.GetQuantile(0.99), 100e6);
    EXPECT_GT(sizes.GetQuantile(1), 900e6);
}

TEST(FlowSizeDistribution, DrawsAreWholeAndPositive)
{
    auto random = CreateObject<UniformRandomVariable>();
    const auto sizes = Parse("0 0.5\n2 1");
    for (int i = 0; i < 1000; ++i)
    {
        const uint64_t size = sizes.Draw(random);
        EXPECT_GE(size, 1U);
        EXPECT_LE(size, 2U);
    }
}

TEST(FlowSizeDistribution, BadLinesAreNamed)
{
    EXPECT_NE(Complaint("1 0\n\nbytes 1\n").find("line 3, \"bytes 1\""), std::string::npos);
    for (const char* line :
         {"10", "10 1 1", "-1 1", "10 1.5", "10 -1", "nan 1", "1e300 1", "3 0.1"})
    {
        const std::string complaint = Complaint(std::string("5 0.2\n") + line + "\n20 1\n");
        EXPECT_NE(complaint.find("sizes.txt, line 2"), std::string::npos)
            << line << ": " << complaint;
    }
    EXPECT_NE(Complaint("").find("probability 1"), std::string::npos);
    EXPECT_NE(Complaint("5 0.2\n10 0.9\n").find("probability 1"), std::string::npos);
    EXPECT_NE(Complaint("0 1\n").find("some bytes"), std::string::npos);
    EXPECT_THROW(FlowSizeDistribution({}), std::invalid_argument);
    EXPECT_THROW(FlowSizeDistribution({{5, 0.5}, {4, 1}}), std::invalid_argument);
}

TEST(FlowSizeDistribution, LoadTakesNamesAndFiles)
{
    const std::string path = testing::TempDir() + "flow-size-distribution-test.txt";
    std::ofstream(path) << "1000 1\n";
    EXPECT_DOUBLE_EQ(FlowSizeDistribution::Load(path).GetMean(), 1000);
    EXPECT_THROW(FlowSizeDistribution::Load("webserach"), std::invalid_argument);
    EXPECT_THROW(FlowSizeDistribution::Load(testing::TempDir()), std::invalid_argument);
    EXPECT_THROW(FlowSizeDistribution::Load(""), std::invalid_argument);
}
