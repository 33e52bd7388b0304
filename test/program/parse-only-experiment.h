/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PARSE_ONLY_EXPERIMENT_H
#define PARSE_ONLY_EXPERIMENT_H

#include "ns3/experiment.h"

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ns3::camcube
{

/**
 * An experiment that reads its options and does nothing. The sources of the programs are compiled
 * once more with this in the place of Experiment, so that a test can call them.
 */
class ParseOnlyExperiment : public Experiment
{
  public:
    /** A program's main function. */
    using Main = int (*)(int, char**);

    using Experiment::Experiment;

    /** Reads the options. \return the program's exit status */
    int Run(int argc, char* argv[], const std::function<void()>& body);

    /** Makes a program known by its name. \return true */
    static bool AddProgram(const std::string& name, Main main);

    /** \return main functions by the names of programs */
    static std::map<std::string, Main>& GetPrograms();

    /** \return names and help of the options of the program that ran last */
    static std::vector<std::pair<std::string, std::string>>& GetLastOptions();
};

} // namespace ns3::camcube

#endif /* PARSE_ONLY_EXPERIMENT_H */
