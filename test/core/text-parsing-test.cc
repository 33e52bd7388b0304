/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/text-parsing.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::camcube;

TEST(TextParsing, WholeNumbers)
{
    EXPECT_EQ(ParseWholeNumber("0"), 0);
    EXPECT_EQ(ParseWholeNumber("-12"), -12);
    EXPECT_EQ(ParseWholeNumber("9223372036854775807"), INT64_MAX);
    for (const char* text :
         {"", " 1", "1 ", "+1", "1.0", "1e3", "0x10", "9223372036854775808", "-"})
    {
        EXPECT_EQ(ParseWholeNumber(text), std::nullopt) << text;
    }
}

TEST(TextParsing, Numbers)
{
    EXPECT_EQ(ParseNumber("0.5"), 0.5);
    EXPECT_EQ(ParseNumber("-1e3"), -1000);
    EXPECT_EQ(ParseNumber("1e-400"), 0); // as near as there is
    EXPECT_EQ(ParseNumber("2.5e-320"), 2.5e-320);
    EXPECT_EQ(ParseNumber("1e-400x"), std::nullopt);
    for (const char* text : {"", "nan", "inf", "1e400", "0.5x", "1,5", " 1"})
    {
        EXPECT_EQ(ParseNumber(text), std::nullopt) << text;
    }
}

TEST(TextParsing, TimesNeedAUnit)
{
    EXPECT_EQ(ParseTime("20ms"), MilliSeconds(20));
    EXPECT_EQ(ParseTime("1.1us"), NanoSeconds(1100));
    EXPECT_EQ(ParseTime("0.001s"), MilliSeconds(1));
    EXPECT_EQ(ParseTime("2min"), Seconds(120));
    EXPECT_EQ(ParseTime("1h"), Seconds(3600));
    EXPECT_EQ(ParseTime("2500ps"), NanoSeconds(3)); // rounded to ns-3's resolution
    EXPECT_EQ(ParseTime("-1ns"), NanoSeconds(-1));
    for (const char* text : {"", "20", "ms", "20 ms", "20MS", "20msec", "1e30s", "20ms "})
    {
        EXPECT_EQ(ParseTime(text), std::nullopt) << text;
    }
}

TEST(TextParsing, RatesNeedAUnit)
{
    EXPECT_EQ(ParseDataRate("300Mbps"), DataRate(300000000));
    EXPECT_EQ(ParseDataRate("0.3Gbps"), DataRate(300000000));
    EXPECT_EQ(ParseDataRate("1Mb/s"), DataRate(1000000));
    EXPECT_EQ(ParseDataRate("1kB/s"), DataRate(8000));
    EXPECT_EQ(ParseDataRate("1KiB/s"), DataRate(8192));
    EXPECT_EQ(ParseDataRate("7bps"), DataRate(7));
    for (const char* text : {"", "300", "Mbps", "300mbps", "300 Mbps", "-1bps", "1e30Gbps", "1Mb"})
    {
        EXPECT_EQ(ParseDataRate(text), std::nullopt) << text;
    }
}

TEST(TextParsing, FormattedValuesReadBackAsTheSame)
{
    for (const int64_t nanoseconds : {0LL, 1LL, 1500LL, 20000000LL, 90000000000LL, 1234567LL, -5LL})
    {
        EXPECT_EQ(ParseTime(FormatTime(NanoSeconds(nanoseconds))), NanoSeconds(nanoseconds));
    }
    for (const uint64_t bits : {0ULL, 1ULL, 300000000ULL, 1500000ULL, 1234567ULL, 40000000000ULL})
    {
        EXPECT_EQ(ParseDataRate(FormatDataRate(DataRate(bits))), DataRate(bits));
    }
    EXPECT_EQ(FormatTime(Seconds(180)), "180s");
    EXPECT_EQ(FormatDataRate(DataRate("1500kbps")), "1500kbps");
    EXPECT_EQ(FormatNumber(0.1), "0.1");
}

TEST(TextParsing, LongTextsAreCut)
{
    EXPECT_EQ(Abridge(std::string(60, 'x')), std::string(60, 'x'));
    EXPECT_EQ(Abridge(std::string(61, 'x')), std::string(57, 'x') + "...");
    EXPECT_EQ(Abridge("\xc3\xa4\xc3\xa4\xc3\xa4", 5), "\xc3\xa4..."); // not within an umlaut
    EXPECT_EQ(AbridgeArgument("--k=" + std::string(99, '1')),
              "--k=" + std::string(57, '1') + "...");
}

TEST(TextParsing, NearestNames)
{
    const std::vector<std::string> names{"servers", "seed", "rate"};
    EXPECT_EQ(FindNearest("server", names), "servers");
    EXPECT_EQ(FindNearest("sede", names), "seed");
    EXPECT_EQ(FindNearest("bananas", names), std::nullopt);
    EXPECT_EQ(FindNearest("x", {}), std::nullopt);
}

TEST(TextParsing, SplitKeepsEmptyWords)
{
    EXPECT_EQ(SplitAt(',', "a,b"), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(SplitAt(',', "a,,b,"), (std::vector<std::string>{"a", "", "b", ""}));
    EXPECT_EQ(SplitAt(',', ""), (std::vector<std::string>{""}));
}
