/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/csv-file.h"
#include "ns3/experiment.h"
#include "ns3/structure-tables.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iostream>
#include <sstream>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

StructureMeasurement
Measure(const TopologyInstance& instance, const StructureOptions& options)
{
    Ptr<UniformRandomVariable> random = CreateObject<UniformRandomVariable>();
    random->SetStream(1);
    return {instance, options, random, [](const std::string&, double done) {
                EXPECT_GE(done, 0);
                EXPECT_LE(done, 1);
            }};
}

std::vector<std::string>
WriteAndRead(const nlohmann::ordered_json& rows)
{
    const std::string file =
        (std::filesystem::temp_directory_path() / "camcube-csv-file-test.csv").string();
    WriteCsv(file, rows);
    std::ifstream is(file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(is, line);)
    {
        lines.push_back(line);
    }
    std::filesystem::remove(file);
    return lines;
}

/** A size of which nothing is built. */
class HugeInstance : public TopologyInstance
{
  public:
    std::string GetName() const override
    {
        return "huge";
    }

    std::string GetSize() const override
    {
        return "k=99";
    }

    Counts GetCounts() const override
    {
        return {1000000000000, 0, 3000000000000};
    }

    TopologyGraph BuildGraph() const override
    {
        throw std::logic_error("was built");
    }

    HopRule GetHopRule() const override
    {
        return HopRule::CABLES;
    }

    KnownFigure GetKnownDiameter() const override
    {
        return {};
    }

    std::optional<KnownFigure> GetKnownBisection() const override
    {
        return std::nullopt;
    }

    Growth GetGrowth() const override
    {
        return {};
    }
};

} // namespace

TEST(StructureMeasurement, AllFourSideBySide)
{
    StructureOptions options;
    options.pairs = 20;
    options.failures = true;
    options.orders = 5;
    options.shares = {0, 0.2, 0.5};
    std::list<StructureMeasurement> all;
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const std::string& name : TopologyInstance::GetNames())
    {
        all.push_back(Measure(*TopologyInstance::Make(name, 16), options));
        const StructureMeasurement& measured = all.back();
        rows.push_back(measured.ToJson());
        EXPECT_EQ(measured.curves.size(), measured.counts.switches == 0 ? 2U : 3U);
        EXPECT_EQ(measured.GetPointsJson().size(), 3 * measured.curves.size());
        EXPECT_LE(measured.hops->GetDiameter(), measured.knownDiameter.value);
        EXPECT_LE(measured.nodeDisjoint.GetMax(), measured.edgeDisjoint.GetMax());
        EXPECT_LE(measured.cuts.at(FailureKind::ANY), measured.cuts.at(FailureKind::LINKS));
        EXPECT_LE(measured.bisection.lower, measured.bisection.upper);
    }
    EXPECT_EQ(rows[0]["survived_failures"]["switches"], nullptr);
    EXPECT_EQ(rows[1]["survived_failures"]["switches"], 0);
    std::ostringstream tables;
    PrintStructures(all, tables);
    PrintFailureCurves(all, tables);
    EXPECT_NE(tables.str().find("bcube n=4,k=1"), std::string::npos);
    // One line a topology, and in it the figures of the JSON.
    const std::vector<std::string> lines = WriteAndRead(rows);
    ASSERT_EQ(lines.size(), 5U);
    EXPECT_NE(lines[0].find("paths.mean_hops"), std::string::npos);
    EXPECT_NE(lines[1].find(rows[0]["paths"]["mean_hops"].dump()), std::string::npos);
}

// Large ones, each topology with the figures that are known of it.
TEST(StructureMeasurement, SlowEightThousandServers)
{
    for (const auto& [name, diameter, survived] : {std::tuple("torus", 30U, 5U),
                                                   std::tuple("fattree", 6U, 0U),
                                                   std::tuple("dcell", 3U, 1U),
                                                   std::tuple("bcube", 3U, 2U)})
    {
        const StructureMeasurement measured =
            Measure(*TopologyInstance::Make(name, 8000), StructureOptions());
        EXPECT_TRUE(measured.hops->IsExact());
        EXPECT_EQ(measured.hops->GetDiameter(), diameter) << name;
        EXPECT_EQ(*measured.cuts.at(FailureKind::ANY), survived + 1) << name;
        std::cout << "measured: structure of 8,000 servers: " << name << ' ' << measured.instance
                  << ": all metrics in " << measured.wallSeconds << " s\n";
    }
}

TEST(StructureMeasurement, WhatDoesNotFitInMemoryIsRefused)
{
    try
    {
        Measure(HugeInstance(), StructureOptions());
        FAIL() << "a trillion servers were taken";
    }
    catch (const std::invalid_argument& error)
    {
        EXPECT_NE(std::string(error.what()).find("1000000000000 servers"), std::string::npos)
            << error.what();
    }
}

TEST(CsvFile, QuotesAndFlattens)
{
    const nlohmann::ordered_json rows{
        {{"name", "a,\"b\""}, {"size", {{"x_m", 1.5}, {"none", nullptr}}}, {"list", {1, 2}}},
        {{"name", "c"}, {"size", {{"x_m", 2}, {"none", 3}}}, {"list", {1}}}};
    const std::vector<std::string> lines = WriteAndRead(rows);
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(lines[0], "name,size.x_m,size.none");
    EXPECT_EQ(lines[1], "\"a,\"\"b\"\"\",1.5,");
    EXPECT_EQ(lines[2], "c,2,3");
    EXPECT_THROW(WriteAndRead({{{"a", 1}}, {{"b", 1}}}), std::logic_error);
    EXPECT_THROW(WriteCsv("/no/such/folder/file.csv", rows), std::runtime_error);
}
