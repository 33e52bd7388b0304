/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "experiment.h"

#include "atomic-file.h"
#include "attribute-override.h"
#include "build-versions.h"
#include "camcube-version.h"
#include "fatal-error-trap.h"
#include "launched-ranks.h"
#include "process-usage.h"
#include "standard-output.h"

#include "ns3/arrivals-first-scheduler.h"
#include "ns3/command-line.h"
#include "ns3/config.h"
#include "ns3/huge-pages.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/text-parsing.h"
#include "ns3/time-resolution.h"
#include "ns3/timing-wheel-scheduler.h"
#include "ns3/type-id.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <stdexcept>

namespace ns3::camcube
{

namespace
{

/** The largest seed that ns-3's generator, MRG32k3a, can be given. */
constexpr uint32_t MAX_SEED = 4294944442;

/** An argument taken apart. */
struct Argument
{
    std::string name;  //!< without dashes
    std::string value; //!< behind the equals sign
    bool bare;         //!< without an equals sign
};

Argument
TakeApart(const std::string& text)
{
    const auto begin = text.find_first_not_of('-');
    if (begin == 0 || begin > 2)
    {
        throw std::invalid_argument("\"" + AbridgeArgument(text) +
                                    "\" is no option; options look like --name=value");
    }
    const auto equals = text.find('=', begin);
    if (equals == std::string::npos)
    {
        return {text.substr(begin), "", true};
    }
    return {text.substr(begin, equals - begin), text.substr(equals + 1), false};
}

/** What a file is called by whoever names it; empty for what two may write, such as /dev/null. */
std::string
GetFullName(const std::string& file)
{
    std::error_code error;
    const bool isShared =
        std::filesystem::exists(file, error) && !std::filesystem::is_regular_file(file, error);
    return isShared ? "" : std::filesystem::weakly_canonical(file, error).string();
}

} // namespace

Experiment::Experiment(const std::string& name, const std::string& purpose)
    : m_name(name),
      m_purpose(purpose),
      m_seed(RngSeedManager::GetSeed()),
      m_run(RngSeedManager::GetRun()),
      m_ranks(std::make_unique<LaunchedRanks>()),
      m_ofOneProcess{"SchedulerType", "SimulatorImplementationType"}
{
}

Experiment::~Experiment() = default;

void
Experiment::RunOnRanks()
{
    m_isForRanks = true;
    AddOutputOption("null-messages",
                    "of several processes, started by mpirun, neighbours tell each other how long "
                    "they will be silent, in place of all agreeing on a window",
                    m_nullMessages);
}

void
Experiment::OnlyInOneProcess(const std::string& option)
{
    m_ofOneProcess.insert(option);
}

void
Experiment::JoinRanks(int& argc, char**& argv)
{
    if (m_ranks->AreSeveral() && !m_isForRanks)
    {
        throw std::invalid_argument("this program runs in one process; start it without mpirun");
    }
    if (m_ranks->AreSeveral() && LaunchedRanks::HasMpi())
    {
        for (const std::string& option : m_ofOneProcess)
        {
            if (m_given.count(option) != 0)
            {
                throw std::invalid_argument("--" + option +
                                            " is for one process; leave it out, or mpirun");
            }
        }
    }
    m_ranks->Join(argc, argv, m_nullMessages);
    m_quiet = m_quiet || !m_ranks->IsFirst();
}

int
Experiment::Run(int argc, char* argv[], const std::function<void()>& body)
{
    HugePages::UseForHeap();
    AddOption("seed", "seed of all random numbers", m_seed, Between(1, MAX_SEED));
    AddOption("run",
              "which of the independent runs under that seed",
              m_run,
              Between(1, 1000000000));
    AddOption("json", "file for the result as JSON", m_jsonFile, OutputFile());
    AddOption("quiet", "print neither table nor progress", m_quiet);
    StandardOutput output(m_name);
    AtomicFile::RemoveOnSignals();
    FatalErrorTrap trap(m_name);
    try
    {
        // Before the arguments, one of which may choose another.
        Config::SetGlobal("SchedulerType",
                          TypeIdValue(m_isForRanks && LaunchedRanks::HasMpi()
                                          ? ArrivalsFirstScheduler::GetTypeId()
                                          : TimingWheelScheduler::GetTypeId()));
        Parse({argv + std::min(argc, 1), argv + argc}, trap);
        if (!m_quiet && m_ranks->IsFirst())
        {
            StandardOutput::Check();
        }
        RngSeedManager::SetSeed(m_seed);
        RngSeedManager::SetRun(m_run);
        LimitMemoryToAvailable();
        KeepTimeResolution();
        JoinRanks(argc, argv); // behind that, which ends a simulation
        m_status = std::make_unique<StatusLine>(m_name, !m_quiet);
        body();
        m_rankUsage = m_ranks->GetUsage();
        if (!m_jsonFile.empty() && m_ranks->IsFirst())
        {
            SaveJson(m_jsonFile);
        }
        m_status->Clear();
        output.Flush();
        return 0;
    }
    catch (const std::bad_alloc&)
    {
        return m_ranks->Fail(m_name, "out of memory; choose a smaller experiment");
    }
    catch (const std::exception& error)
    {
        return m_ranks->Fail(m_name, error.what());
    }
}

void
Experiment::Parse(const std::vector<std::string>& arguments, FatalErrorTrap& trap)
{
    ParsePrintArguments(arguments, trap);
    for (const std::string& argument : arguments)
    {
        ParseArgument(argument, trap);
        if (m_ofOutput.count(TakeApart(argument).name) == 0)
        {
            m_arguments.push_back(argument);
        }
    }
    trap.SetContext("");
    CheckTogether();
}

void
Experiment::OnlyIf(const std::vector<std::string>& options,
                   const std::function<bool()>& hasEffect,
                   const std::string& remedy)
{
    m_conditions.push_back({options, hasEffect, remedy});
}

void
Experiment::CheckTogether() const
{
    for (const Condition& condition : m_conditions)
    {
        for (const std::string& option : condition.options)
        {
            const auto given = m_given.find(option);
            if (given != m_given.end() && !condition.hasEffect())
            {
                throw std::invalid_argument(AbridgeArgument(given->second) +
                                            " would have no effect; " + condition.remedy);
            }
        }
    }
    std::map<std::string, std::string> writers; // options, by the file that they write
    for (const ExperimentOption& option : m_options)
    {
        const std::string file = option.GetOutputFile();
        const std::string fullName = file.empty() ? "" : GetFullName(file);
        const auto [writer, isFirst] = writers.emplace(fullName, option.GetName());
        if (!isFirst && !fullName.empty())
        {
            throw std::invalid_argument("--" + writer->second + " and --" + option.GetName() +
                                        " both write " + file + "; give each a file of its own");
        }
    }
}

void
Experiment::ParsePrintArguments(const std::vector<std::string>& arguments,
                                FatalErrorTrap& trap) const
{
    CommandLine commandLine(m_name);
    commandLine.Usage(m_purpose);
    std::vector<std::string> texts;
    texts.reserve(m_options.size()); // the command line keeps references
    for (const ExperimentOption& option : m_options)
    {
        texts.push_back(option.GetText());
        commandLine.AddValue(option.GetName(), option.GetHelp(), texts.back());
    }
    std::vector<std::string> print{m_name};
    for (const std::string& argument : arguments)
    {
        const std::string name = TakeApart(argument).name;
        const bool isPrinted = name == "help" || name.rfind("Print", 0) == 0 || name == "version";
        if (isPrinted && !m_ranks->IsFirst())
        {
            std::exit(0); // the first process prints it
        }
        if (name == "version" || name == "PrintVersion")
        {
            std::cout << m_name << " of camcube " << CAMCUBE_VERSION << std::endl;
            std::exit(0);
        }
        if (name == "help" || name.rfind("Print", 0) == 0)
        {
            print.push_back(argument);
            trap.SetContext(AbridgeArgument(argument));
        }
    }
    commandLine.Parse(print);
}

void
Experiment::SetByOption(const std::string& attribute, const std::string& option)
{
    m_setByOption[attribute] = option;
}

void
Experiment::RefuseAttributesOf(const std::string& classes, const std::string& reason) const
{
    for (const auto& [name, value] : m_overrides.items())
    {
        if (name.rfind(classes, 0) == 0)
        {
            throw std::invalid_argument("--" + name + "=" + value.get<std::string>() +
                                        " would have no effect " + reason);
        }
    }
}

void
Experiment::ParseArgument(const std::string& text, FatalErrorTrap& trap)
{
    Argument argument = TakeApart(text);
    if (argument.name == "RngSeed" || argument.name == "RngRun")
    {
        argument.name = argument.name == "RngSeed" ? "seed" : "run";
    }
    if (!m_given.emplace(argument.name, text).second)
    {
        throw std::invalid_argument("--" + Abridge(argument.name) +
                                    " is given twice; give it once");
    }
    if (ExperimentOption* option = Find(argument.name))
    {
        option->Parse(argument.value, argument.bare);
        return;
    }
    const bool isAttribute = argument.name.find("::") != std::string::npos;
    if (!isAttribute && !IsGlobalValue(argument.name))
    {
        throw std::invalid_argument(AbridgeArgument(text) + " is no option; " +
                                    GetHint(argument.name));
    }
    const auto decided = m_setByOption.find(argument.name);
    if (decided != m_setByOption.end())
    {
        throw std::invalid_argument(AbridgeArgument(text) + " would have no effect; give --" +
                                    decided->second);
    }
    trap.SetContext(AbridgeArgument(text));
    OverrideAttribute(argument.name, argument.value);
    m_overrides[argument.name] = argument.value;
}

ExperimentOption*
Experiment::Find(const std::string& name)
{
    const auto found = std::find_if(m_options.begin(), m_options.end(), [&](const auto& option) {
        return option.GetName() == name;
    });
    return found == m_options.end() ? nullptr : &*found;
}

std::string
Experiment::GetHint(const std::string& name) const
{
    std::vector<std::string> names;
    for (const ExperimentOption& option : m_options)
    {
        names.push_back(option.GetName());
    }
    const auto nearest = FindNearest(name, names);
    return nearest ? "did you mean --" + *nearest + "?" : "--help lists the options";
}

std::ostream&
Experiment::GetOutput()
{
    if (m_status)
    {
        m_status->Clear();
    }
    return m_quiet ? m_nowhere : std::cout;
}

void
Experiment::SetResults(const nlohmann::ordered_json& results)
{
    m_results = results;
}

void
Experiment::Say(const std::string& text)
{
    m_status->Show(text);
}

Progress
Experiment::TrackProgress(const std::string& what, Time total)
{
    return Progress(*m_status, what, total);
}

nlohmann::ordered_json
Experiment::GetIdentity() const
{
    nlohmann::ordered_json parameters = nlohmann::ordered_json::object();
    for (const ExperimentOption& option : m_options)
    {
        if (m_ofOutput.count(option.GetName()) == 0)
        {
            parameters[option.GetKey()] = option.GetJson();
        }
    }
    if (!m_overrides.empty())
    {
        parameters["attributes"] = m_overrides;
    }
    return {{"experiment", m_name},
            {"version", CAMCUBE_VERSION},
            {"ns3_version", GetNs3Version()},
            {"compiler", GetCompiler()},
            {"parameters", parameters}};
}

nlohmann::ordered_json
Experiment::GetJson() const
{
    const nlohmann::ordered_json identity = GetIdentity();
    nlohmann::ordered_json json{{"experiment", identity["experiment"]},
                                {"version", identity["version"]},
                                {"ns3_version", identity["ns3_version"]},
                                {"compiler", identity["compiler"]},
                                {"arguments", m_arguments},
                                {"parameters", identity["parameters"]},
                                {"results", m_results}};
    if (!m_rankUsage.is_null())
    {
        json["ranks"] = m_rankUsage;
    }
    return json;
}

void
Experiment::SaveJson(const std::string& path) const
{
    AtomicFile::Write(path, [this](std::ostream& os) {
        os << GetJson().dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
    });
}

} // namespace ns3::camcube
