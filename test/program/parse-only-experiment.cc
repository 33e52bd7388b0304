/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "parse-only-experiment.h"

namespace ns3::camcube
{

int
ParseOnlyExperiment::Run(int argc, char* argv[], const std::function<void()>& /* body */)
{
    const int status = Experiment::Run(argc, argv, [] {});
    GetLastOptions().clear();
    for (const ExperimentOption& option : GetOptions())
    {
        GetLastOptions().emplace_back(option.GetName(), option.GetHelp());
    }
    return status;
}

bool
ParseOnlyExperiment::AddProgram(const std::string& name, Main main)
{
    return GetPrograms().emplace(name, main).second;
}

std::map<std::string, ParseOnlyExperiment::Main>&
ParseOnlyExperiment::GetPrograms()
{
    static std::map<std::string, Main> programs;
    return programs;
}

std::vector<std::pair<std::string, std::string>>&
ParseOnlyExperiment::GetLastOptions()
{
    static std::vector<std::pair<std::string, std::string>> options;
    return options;
}

} // namespace ns3::camcube
