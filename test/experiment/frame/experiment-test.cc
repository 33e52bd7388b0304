/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/camcube-version.h"
#include "ns3/experiment.h"
#include "ns3/global-value.h"
#include "ns3/random-variable-stream.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/type-id.h"

#include <cctype>
#include <cstdio>
#include <fstream>
#include <gtest/gtest.h>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What became of a program. */
struct Outcome
{
    int status;         //!< exit status
    std::string output; //!< on the standard output
    std::string errors; //!< on the standard error stream
};

/** A program with an option of each kind. */
class ExperimentTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        RngSeedManager::SetSeed(1);
        RngSeedManager::SetRun(1);
    }

    Outcome Run(
        std::vector<std::string> arguments,
        const std::function<void(Experiment&)>& body = [](Experiment&) {})
    {
        Experiment experiment("test-program", "Shows nothing.");
        experiment.AddOption("servers", "servers that take part", m_servers, Between(2, 1000));
        experiment.AddOption("size", "packet size", m_size, Between(46, 9000, "bytes"));
        experiment.AddOption("load", "offered load", m_load, Between(0.0, 1.0));
        experiment.AddOption("hop-limit", "most hops", m_hopLimit, Between(-1, 255));
        experiment.AddOption("spray", "whether to spray", m_spray);
        experiment.AddOption("duration",
                             "simulated time",
                             m_duration,
                             Between(MicroSeconds(1), Seconds(10)));
        experiment.AddOption("rate",
                             "rate of each flow",
                             m_rate,
                             Between(DataRate("1kbps"), DataRate("10Gbps")));
        experiment.AddOption("pattern",
                             "who talks to whom",
                             m_pattern,
                             OneOf({"random", "incast"}));
        experiment.AddOption("topologies",
                             "what to compare",
                             m_topologies,
                             SomeOf({"torus", "fattree", "dcell"}));
        experiment.AddOutputOption("table", "file for a table", m_table, OutputFile());
        experiment.SetByOption("ns3::Node::SystemId", "servers");
        experiment.OnlyIf(
            {"load"},
            [this] { return m_spray; },
            "give --spray too");
        arguments.insert(arguments.begin(), "test-program");
        std::vector<char*> argv;
        argv.reserve(arguments.size());
        for (std::string& argument : arguments)
        {
            argv.push_back(argument.data());
        }
        testing::internal::CaptureStdout();
        testing::internal::CaptureStderr();
        Outcome outcome;
        outcome.status =
            experiment.Run(static_cast<int>(argv.size()), argv.data(), [&] { body(experiment); });
        outcome.output = testing::internal::GetCapturedStdout();
        outcome.errors = testing::internal::GetCapturedStderr();
        return outcome;
    }

    /** Expects one sentence and status 1. */
    void ExpectRefusal(const std::string& argument, const std::string& sentence)
    {
        bool ran = false;
        const Outcome outcome = Run({argument}, [&ran](Experiment&) { ran = true; });
        EXPECT_EQ(outcome.status, 1) << argument;
        EXPECT_EQ(outcome.errors, "test-program: " + sentence + "\n");
        EXPECT_FALSE(ran) << argument;
    }

    /** Runs with --json and returns what was written. */
    std::string RunForJson(std::vector<std::string> arguments,
                           const std::function<void(Experiment&)>& body)
    {
        const std::string name = testing::TempDir() + "experiment-test-" +
                                 testing::UnitTest::GetInstance()->current_test_info()->name() +
                                 ".json";
        arguments.push_back("--json=" + name);
        const Outcome outcome = Run(arguments, body);
        EXPECT_EQ(outcome.status, 0) << outcome.errors;
        std::ifstream file(name);
        std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
        std::remove(name.c_str());
        return text;
    }

    uint32_t m_servers{64};
    uint16_t m_size{1500};
    double m_load{0.5};
    int m_hopLimit{-1};
    bool m_spray{false};
    Time m_duration{MilliSeconds(20)};
    DataRate m_rate{"300Mbps"};
    std::string m_pattern{"random"};
    std::string m_table;
    std::string m_topologies{"torus,fattree"};
};

} // namespace

TEST_F(ExperimentTest, OptionsReachTheirVariables)
{
    const Outcome outcome = Run({"--servers=27",
                                 "-size=9000",
                                 "--load=0.25",
                                 "--table=/dev/null",
                                 "--hop-limit=-1",
                                 "--spray",
                                 "--duration=1.5ms",
                                 "--rate=0.3Gbps",
                                 "--pattern=incast",
                                 "--topologies=dcell,torus"});
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.errors, "");
    EXPECT_EQ(m_servers, 27U);
    EXPECT_EQ(m_size, 9000U);
    EXPECT_EQ(m_load, 0.25);
    EXPECT_EQ(m_hopLimit, -1);
    EXPECT_TRUE(m_spray);
    EXPECT_EQ(m_duration, MicroSeconds(1500));
    EXPECT_EQ(m_rate, DataRate(300000000));
    EXPECT_EQ(m_pattern, "incast");
    EXPECT_EQ(m_topologies, "dcell,torus");
}

TEST_F(ExperimentTest, MistypedValuesAreRefusedWithTheRemedy)
{
    const std::string whole = ": give a whole number from 2 to 1000";
    for (const std::string text : {"abc", "12abc", "-3", "0", "1", "1001", "1e2", "2.5", "", " 3"})
    {
        ExpectRefusal("--servers=" + text, "--servers=" + text + whole);
    }
    ExpectRefusal("--servers", "--servers" + whole);
    ExpectRefusal("--servers=99999999999999999999", "--servers=99999999999999999999" + whole);
    ExpectRefusal("--size=70000", "--size=70000: give a whole number of bytes from 46 to 9000");
    ExpectRefusal("--load=nan", "--load=nan: give a number from 0 to 1");
    ExpectRefusal("--load=1.01", "--load=1.01: give a number from 0 to 1");
    ExpectRefusal("--spray=maybe", "--spray=maybe: give true or false");
    ExpectRefusal("--duration=20", "--duration=20: give a time with its unit, from 1us to 10s");
    ExpectRefusal("--duration=11s", "--duration=11s: give a time with its unit, from 1us to 10s");
    ExpectRefusal("--rate=300", "--rate=300: give a rate with its unit, from 1kbps to 10Gbps");
    ExpectRefusal("--rate=-1Mbps",
                  "--rate=-1Mbps: give a rate with its unit, from 1kbps to 10Gbps");
    ExpectRefusal("--pattern=rand", "--pattern=rand: give random or incast");
    ExpectRefusal(
        "--topologies=torus,torus",
        "--topologies=torus,torus: give any of torus, fattree or dcell, joined by commas");
    ExpectRefusal("--seed=0", "--seed=0: give a whole number from 1 to 4294944442");
    EXPECT_EQ(m_servers, 64U);
}

TEST_F(ExperimentTest, UnknownOptionsAreRefusedWithAHint)
{
    ExpectRefusal("--sevrers=3", "--sevrers=3 is no option; did you mean --servers?");
    ExpectRefusal("--bananas", "--bananas is no option; --help lists the options");
    ExpectRefusal("64", "\"64\" is no option; options look like --name=value");
}

TEST_F(ExperimentTest, AnUnwritableFileIsRefusedBeforeTheBody)
{
    ExpectRefusal("--json=/no/such/folder/x.json",
                  "--json=/no/such/folder/x.json: no such file or directory; give a file that can "
                  "be written, in a folder that "
                  "exists");
    ExpectRefusal(
        "--json=/",
        "--json=/: is a directory; give a file that can be written, in a folder that exists");
}

TEST_F(ExperimentTest, AnOptionGivenTwiceIsRefused)
{
    for (const std::vector<std::string>& twice :
         {std::vector<std::string>{"--servers=3", "--servers=4"},
          {"--spray", "--spray"},
          {"--seed=3", "--RngSeed=4"},
          {"--ns3::ConstantRandomVariable::Constant=0",
           "--ns3::ConstantRandomVariable::Constant=0"}})
    {
        const Outcome outcome = Run(twice);
        EXPECT_EQ(outcome.status, 1) << twice.front();
        EXPECT_NE(outcome.errors.find(" is given twice; give it once\n"), std::string::npos)
            << outcome.errors;
    }
}

TEST_F(ExperimentTest, AnOptionWithoutEffectIsRefused)
{
    ExpectRefusal("--load=0.5", "--load=0.5 would have no effect; give --spray too");
    EXPECT_EQ(Run({"--load=0.5", "--spray"}).status, 0);
    EXPECT_EQ(Run({"--spray", "--load=0.5"}).status, 0);
    EXPECT_EQ(Run({"--load=0.5", "--spray=false"}).status, 1);
}

TEST_F(ExperimentTest, LongArgumentsAreCutInMessages)
{
    const std::string longest(100'000, 'a');
    for (const std::string& argument : {longest,
                                        "--" + longest,
                                        "--" + longest + "=1",
                                        "--servers=" + longest,
                                        "--pattern=" + longest,
                                        "--json=" + longest,
                                        "--SchedulerType=" + longest,
                                        "--ns3::Node::" + longest + "=1",
                                        "--ns3::" + longest + "::A=1"})
    {
        const Outcome outcome = Run({argument});
        EXPECT_EQ(outcome.status, 1);
        EXPECT_LT(outcome.errors.size(), 400U) << outcome.errors.substr(0, 500);
        EXPECT_NE(outcome.errors.find("aaa..."), std::string::npos) << outcome.errors;
    }
}

TEST_F(ExperimentTest, TwoOptionsDoNotWriteOneFile)
{
    const std::string file = testing::TempDir() + "experiment-test-table.csv";
    const Outcome outcome = Run(
        {"--table=" + file, "--json=" + testing::TempDir() + "./" + "experiment-test-table.csv"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_NE(outcome.errors.find("--table and --json both write "), std::string::npos)
        << outcome.errors;
    EXPECT_EQ(Run({"--table=/dev/null", "--json=/dev/null"}).status, 0);
}

TEST_F(ExperimentTest, AnOptionOfOutputIsNoParameter)
{
    const auto document =
        nlohmann::json::parse(RunForJson({"--table=/dev/null"}, [](Experiment&) {}));
    EXPECT_FALSE(document["parameters"].contains("table"));
    EXPECT_TRUE(document["arguments"].empty());
}

TEST_F(ExperimentTest, TheEventListIsATimingWheelUnlessTheUserChoosesAnother)
{
    TypeIdValue scheduler;
    Run({});
    GlobalValue::GetValueByName("SchedulerType", scheduler);
    EXPECT_EQ(scheduler.Get().GetName(), "ns3::camcube::TimingWheelScheduler");
    Run({"--SchedulerType=ns3::MapScheduler"});
    GlobalValue::GetValueByName("SchedulerType", scheduler);
    EXPECT_EQ(scheduler.Get().GetName(), "ns3::MapScheduler");
}

TEST_F(ExperimentTest, Ns3AttributesAndGlobalsAreSetStrictly)
{
    EXPECT_EQ(
        Run({"--ns3::ConstantRandomVariable::Constant=7", "--SchedulerType=ns3::HeapScheduler"})
            .status,
        0);
    EXPECT_EQ(CreateObject<ConstantRandomVariable>()->GetValue(), 7);
    EXPECT_EQ(Run({"--ns3::ConstantRandomVariable::Constant=0"}).status, 0);

    ExpectRefusal("--ns3::ConstantRandomVariable::Constant=7x",
                  "--ns3::ConstantRandomVariable::Constant=7x: give a number");
    ExpectRefusal("--ns3::ConstantRandomVariable::Constand=7",
                  "--ns3::ConstantRandomVariable::Constand=7: ns3::ConstantRandomVariable has no "
                  "such attribute of its own; did you mean Constant?");
    ExpectRefusal("--ns3::NoClass::X=7",
                  "--ns3::NoClass::X=7: there is no such class or global value; --PrintTypeIds "
                  "lists classes");
    const Outcome outcome = Run({"--SchedulerType=ns3::UniformRandomVariable"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_NE(outcome.errors.find("give ns3::CalendarScheduler, "), std::string::npos);
}

TEST_F(ExperimentTest, AnAttributeThatAnOptionDecidesIsRefused)
{
    const Outcome outcome = Run({"--ns3::Node::SystemId=1"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.errors,
              "test-program: --ns3::Node::SystemId=1 would have no effect; give --servers\n");
}

TEST_F(ExperimentTest, AnExceptionInTheBodyIsOneSentence)
{
    const Outcome outcome = Run({}, [](Experiment& experiment) {
        experiment.GetOutput() << "begun\n";
        throw std::invalid_argument("more failures than links:\n9 of 3");
    });
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.output, "begun\n");
    EXPECT_EQ(outcome.errors, "test-program: more failures than links: 9 of 3\n");
}

TEST_F(ExperimentTest, AFatalErrorOfNs3IsOneSentenceToo)
{
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    const auto die = [] {
        std::string name = "test-program";
        std::vector<char*> argv{name.data()};
        Experiment experiment("test-program", "Dies.");
        experiment.Run(1, argv.data(), [] { NS_FATAL_ERROR("no route to " << 7); });
    };
    EXPECT_EXIT(die(), testing::ExitedWithCode(1), "^test-program: no route to 7\n$");
}

TEST_F(ExperimentTest, JsonHoldsAllParametersWithTheirUnits)
{
    const std::string text =
        RunForJson({"--seed=5", "--spray", "--ns3::ConstantRandomVariable::Constant=0"},
                   [](Experiment& experiment) {
                       experiment.SetResults({{"latency_us", 1.5}});
                   });
    const auto expected = nlohmann::ordered_json::parse(R"({
        "experiment": "test-program",
        "version": "VERSION",
        "ns3_version": "NS3",
        "compiler": "COMPILER",
        "arguments": ["--seed=5", "--spray", "--ns3::ConstantRandomVariable::Constant=0"],
        "parameters": {
            "servers": 64, "size_bytes": 1500, "load": 0.5, "hop_limit": -1, "spray": true,
            "duration_us": 20000.0, "rate_mbps": 300.0, "pattern": "random",
            "topologies": "torus,fattree", "seed": 5, "run": 1,
            "attributes": {"ns3::ConstantRandomVariable::Constant": "0"}
        },
        "results": {"latency_us": 1.5}
    })");
    auto found = nlohmann::ordered_json::parse(text);
    EXPECT_EQ(found["version"], CAMCUBE_VERSION);
    found["version"] = "VERSION";
    EXPECT_TRUE(std::isdigit(found["ns3_version"].get<std::string>().at(0))) << text;
    found["ns3_version"] = "NS3";
    EXPECT_FALSE(found["compiler"].get<std::string>().empty());
    found["compiler"] = "COMPILER";
    EXPECT_EQ(found.dump(), expected.dump());
}

TEST_F(ExperimentTest, SeedAndRunDecideRandomNumbers)
{
    const auto draw = [this](const std::vector<std::string>& arguments) {
        return RunForJson(arguments, [](Experiment& experiment) {
            auto random = CreateObject<UniformRandomVariable>();
            random->SetStream(1);
            experiment.SetResults({{"drawn", random->GetValue()}});
        });
    };
    const std::string first = draw({"--seed=3", "--run=4"});
    EXPECT_EQ(first, draw({"--seed=3", "--run=4"}));
    const auto drawn = [](const std::string& text) {
        return nlohmann::json::parse(text)["results"]["drawn"].get<double>();
    };
    const std::string byNs3 = draw({"--RngSeed=3", "--RngRun=4"});
    EXPECT_EQ(drawn(first), drawn(byNs3));
    EXPECT_EQ(nlohmann::json::parse(first)["parameters"],
              nlohmann::json::parse(byNs3)["parameters"]);
    EXPECT_NE(drawn(first), drawn(draw({"--seed=3", "--run=5"})));
    EXPECT_NE(drawn(first), drawn(draw({"--seed=4", "--run=4"})));
}

TEST_F(ExperimentTest, ProgressChangesNothing)
{
    std::vector<int64_t> with;
    std::vector<int64_t> without;
    const auto simulate = [](std::vector<int64_t>& times) {
        for (int i = 0; i < 50; ++i)
        {
            Simulator::Schedule(MicroSeconds(i * i % 17), [&times, i] {
                times.push_back(100 * Simulator::Now().GetMicroSeconds() + i);
            });
        }
        Simulator::Run();
        times.push_back(Simulator::Now().GetMicroSeconds());
        Simulator::Destroy();
    };
    EXPECT_EQ(Run({},
                  [&](Experiment& experiment) {
                      const Progress progress = experiment.TrackProgress("it", MicroSeconds(16));
                      simulate(with);
                  })
                  .status,
              0);
    simulate(without);
    EXPECT_EQ(with, without);
    EXPECT_EQ(with.size(), 51U);
}

TEST_F(ExperimentTest, QuietPrintsNothing)
{
    const Outcome outcome = Run({"--quiet"}, [](Experiment& experiment) {
        experiment.GetOutput() << "a table\n";
        experiment.Say("at work");
    });
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.output + outcome.errors, "");
}

TEST_F(ExperimentTest, HelpShowsUnitsAndDefaults)
{
    ExperimentOption rate("rate", "rate of each flow", m_rate, Between(DataRate(1), DataRate(8)));
    EXPECT_EQ(rate.GetHelp(), "rate of each flow: a rate with its unit, from 1bps to 8bps");
    EXPECT_EQ(rate.GetText(), "300Mbps");
    ExperimentOption time("wait", "pause", m_duration, Between(Seconds(0), MilliSeconds(1500)));
    EXPECT_EQ(time.GetHelp(), "pause: a time with its unit, from 0s to 1500ms");
    EXPECT_EQ(time.GetText(), "20ms");
}
