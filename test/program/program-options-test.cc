/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Gives every option of every program every kind of bad value. The programs' own sources read them,
// in this process, and then do nothing; bad-input.py tries a few on whole programs.

#include "parse-only-experiment.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

const std::string HUGE_NUMBER = "99999999999999999999";

/** These no option may take, whatever its type; a text or a file's name may be anything. */
const std::vector<std::string> NEVER =
    {"abc", "12abc", "nan", "1e400", HUGE_NUMBER, "-" + HUGE_NUMBER};

/** These some may take. */
const std::vector<std::string> PERHAPS = {"-1",
                                          "0",
                                          "0x10",
                                          " 1",
                                          "\x01",
                                          "%s%n",
                                          "1",
                                          "1.5",
                                          "-1s",
                                          "-1Mbps",
                                          "1parsec",
                                          "1e30s",
                                          "1e30Gbps",
                                          "Mbps",
                                          "s"};

/** These every program refuses. */
const std::vector<std::string> REFUSED = {"--no-such-option=1",
                                          "--no-such-option",
                                          "stray",
                                          "",
                                          "-",
                                          "--",
                                          "--=1",
                                          "---seed=1",
                                          "--json=/no/such/folder/result.json",
                                          "--json=.",
                                          "--seed=0",
                                          "--seed",
                                          "--run=-1",
                                          "--quiet=perhaps",
                                          "--RngSeed=abc",
                                          "--RngRun=-3",
                                          "--ns3::NoSuchClass::Attribute=1",
                                          "--ns3::Node::NoSuchAttribute=1",
                                          "--ns3::Node::SystemId=12abc",
                                          "--ns3::RandomVariableStream::Antithetic=perhaps",
                                          "--ns3::UniformRandomVariable::Min=low",
                                          "--SchedulerType=ns3::NoSuchScheduler",
                                          "--SchedulerType=ns3::Node",
                                          "--SimulatorImplementationType=ns3::NoSuchSimulator"};

bool
Says(const std::string& text, const std::string& words)
{
    return text.find(words) != std::string::npos;
}

} // namespace

/** A program, by its name, in an empty folder: some values are names of files. */
class ProgramOptions : public testing::TestWithParam<std::string>
{
  protected:
    void SetUp() override
    {
        std::string folder = testing::TempDir() + "program-options-XXXXXX";
        ASSERT_NE(mkdtemp(folder.data()), nullptr);
        m_folder = folder;
        std::filesystem::current_path(m_folder);
    }

    void TearDown() override
    {
        std::filesystem::current_path("/");
        std::filesystem::remove_all(m_folder);
    }

    /** Runs the program. \return its exit status and what it says on the standard error stream */
    std::pair<int, std::string> Run(std::string argument) const
    {
        std::string name = GetParam();
        char* arguments[] = {name.data(), argument.data(), nullptr};
        testing::internal::CaptureStderr();
        const int status = ParseOnlyExperiment::GetPrograms().at(name)(2, arguments);
        return {status, testing::internal::GetCapturedStderr()};
    }

    /** Expects that an argument is taken, or refused in one sentence that begins with the name. */
    void Attempt(const std::string& argument, bool mustRefuse)
    {
        ++m_attempts;
        const auto [status, errors] = Run(argument);
        if (status == 0)
        {
            EXPECT_FALSE(mustRefuse) << argument << " was taken";
            return;
        }
        EXPECT_EQ(status, 1) << argument;
        EXPECT_EQ(errors.rfind(GetParam() + ": ", 0), 0) << argument << ": " << errors;
        EXPECT_EQ(std::count(errors.begin(), errors.end(), '\n'), 1) << argument << ": " << errors;
    }

    uint32_t m_attempts{0};         //!< arguments tried
    std::filesystem::path m_folder; //!< the current one
};

TEST_P(ProgramOptions, RefuseWhatTheyCannotTake)
{
    ASSERT_EQ(Run("--seed=1").first, 0) << "a program reads its options";
    const auto options = ParseOnlyExperiment::GetLastOptions();
    for (const auto& [name, help] : options)
    {
        const bool isFlag = Says(help, ": true or false");
        const bool hasType = isFlag || Says(help, ": a whole number") || Says(help, ": a number") ||
                             Says(help, ": a time") || Says(help, ": a rate");
        Attempt("--" + name + "x=1", true);
        if (Says(help, "a file that can be written"))
        {
            continue; // takes almost any value
        }
        for (const std::string& value : NEVER)
        {
            Attempt("--" + name + "=" + value, hasType);
        }
        for (const std::string& value : PERHAPS)
        {
            Attempt("--" + name + "=" + value, false);
        }
        Attempt("--" + name + "=", hasType && !isFlag);
    }
    for (const std::string& argument : REFUSED)
    {
        Attempt(argument, true);
    }
    std::cout << "measured: " << GetParam() << ": " << m_attempts << " bad arguments for "
              << options.size() << " options, each taken or refused in one sentence\n";
}

namespace
{

std::vector<std::string>
GetProgramNames()
{
    std::vector<std::string> names;
    for (const auto& program : ParseOnlyExperiment::GetPrograms())
    {
        names.push_back(program.first);
    }
    return names;
}

} // namespace

INSTANTIATE_TEST_SUITE_P(Programs,
                         ProgramOptions,
                         testing::ValuesIn(GetProgramNames()),
                         [](const auto& info) {
                             std::string name = info.param;
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });
