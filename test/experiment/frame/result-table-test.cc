/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/result-table.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <sstream>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

std::string
Printed(const ResultTable& table)
{
    std::ostringstream os;
    os << table;
    return os.str();
}

} // namespace

TEST(ResultTable, WordsToTheLeftAndNumbersToTheRight)
{
    ResultTable table;
    table.AddColumn("topology").AddColumn("servers").AddColumn("goodput", "Mbps").AddColumn("note");
    table.AddRow().Add("torus").Add(64).Add(1234.56).Add("");
    table.AddRow().Add("fattree").Add(1024U).Add(9.0, 3).Add("k=16");
    EXPECT_EQ(Printed(table),
              "topology  servers  goodput  note\n"
              "                      Mbps\n"
              "torus          64   1234.6\n"
              "fattree      1024    9.000  k=16\n");
}

TEST(ResultTable, NoLineOfUnitsWithoutUnits)
{
    ResultTable table;
    table.AddColumn("a").AddColumn("b");
    table.AddRow().Add("x").Add(-1);
    EXPECT_EQ(Printed(table), "a   b\nx  -1\n");
}

TEST(ResultTable, WhatIsNoNumberIsADash)
{
    ResultTable table;
    table.AddColumn("mean", "us");
    table.AddRow().Add(std::nan(""));
    table.AddRow().Add(std::numeric_limits<double>::infinity());
    EXPECT_EQ(Printed(table), "mean\n  us\n   -\n   -\n");
}

TEST(ResultTable, TheLargestNumberFits)
{
    ResultTable table;
    table.AddColumn("x");
    table.AddRow().Add(std::numeric_limits<double>::max(), 99);
    // Two lines as wide as 309 digits, the point, and the 20 decimals that are the most.
    EXPECT_EQ(Printed(table).size(), 2 * (309 + 1 + 20 + 1));
}

TEST(ResultTable, RowsOfAnotherLengthAreRefused)
{
    ResultTable table;
    table.AddColumn("a").AddColumn("b");
    table.AddRow().Add(1);
    EXPECT_THROW(Printed(table), std::logic_error);
}
