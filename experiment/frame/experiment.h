/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef EXPERIMENT_H
#define EXPERIMENT_H

#include "experiment-option.h"
#include "progress.h"
#include "status-line.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>
#include <string>
#include <vector>

namespace ns3
{
class CommandLine;
} // namespace ns3

namespace ns3::camcube
{

class FatalErrorTrap;
class LaunchedRanks;

/**
 * \ingroup camcube
 *
 * The frame of an experiment program: options, help, random seed, progress, results, and errors.
 *
 * \code
 * int main(int argc, char* argv[])
 * {
 *     uint32_t servers = 64;
 *     Experiment experiment("camcube-example", "What it shows, in one sentence.");
 *     experiment.AddOption("servers", "servers that take part", servers, Between(2, 1000000));
 *     return experiment.Run(argc, argv, [&] {
 *         experiment.GetOutput() << table;
 *         experiment.SetResults({{"servers", servers}});
 *     });
 * }
 * \endcode
 *
 * Every such program also takes --seed, --run, --json=FILE, --quiet and ns-3's own arguments:
 * --help, --PrintAttributes=CLASS, --SchedulerType=CLASS, --ns3::CLASS::ATTRIBUTE=VALUE; --RngSeed
 * and --RngRun are other names of --seed and --run. The event list is a TimingWheelScheduler unless
 * --SchedulerType says otherwise; the order of events, and so every result, is the same with all
 * but ArrivalsFirstScheduler. An option that is given twice, or that has no effect beside the
 * others, is refused. Whatever goes wrong, from a mistyped option to an exception in the program,
 * ends in one sentence on the standard error stream and exit status 1.
 */
class Experiment
{
  public:
    /**
     * \param name the program's name
     * \param purpose what it shows, in one sentence
     */
    Experiment(const std::string& name, const std::string& purpose);
    ~Experiment();

    Experiment(const Experiment&) = delete;
    Experiment& operator=(const Experiment&) = delete;

    /**
     * Adds an option; --help lists options in the order of the calls.
     *
     * \param name the option's name, without dashes before it
     * \param help what it is for, beginning small and without a full stop
     * \param variable holds the default and, in the body, what the user chose
     * \param rule what it accepts, one of the forms in option-rule.h; none for a bool
     */
    template <typename T, typename... Rule>
    void AddOption(const std::string& name, const std::string& help, T& variable, Rule&&... rule)
    {
        m_options.emplace_back(name, help, variable, std::forward<Rule>(rule)...);
    }

    /**
     * Says that an option of the program decides an ns-3 attribute, so that the attribute is
     * refused on the command line: it would have no effect.
     *
     * \param option the option
     * \param attribute the attribute, with its class: "ns3::camcube::CamCubeNetDevice::DataRate"
     */
    void SetByOption(const std::string& attribute, const std::string& option);

    /**
     * Adds an option that says nothing of the experiment, only where its results go: it is no
     * parameter in the results.
     */
    template <typename T, typename... Rule>
    void AddOutputOption(const std::string& name,
                         const std::string& help,
                         T& variable,
                         Rule&&... rule)
    {
        AddOption(name, help, variable, std::forward<Rule>(rule)...);
        m_ofOutput.insert(name);
    }

    /**
     * Says when options have an effect. One that the user gives and that has none is refused.
     *
     * \param options names of options, added or yet to be added
     * \param hasEffect asked once all options are read
     * \param remedy completes "--NAME=VALUE would have no effect; "
     */
    void OnlyIf(const std::vector<std::string>& options,
                const std::function<bool()>& hasEffect,
                const std::string& remedy);

    /**
     * Refuses attributes that have no effect for what the options say; called in the body.
     *
     * \param classes what the full names of their classes begin with
     * \param reason completes the sentence "... would have no effect", with the remedy
     * \throws std::invalid_argument if the user has set one
     */
    void RefuseAttributesOf(const std::string& classes, const std::string& reason) const;

    /**
     * Says that several processes may simulate the experiment together (Ranks), which adds the
     * option
     * --null-messages. Their body is called in all of them; what it prints and writes is that of
     * the first. In a build with MPI the event list is then an ArrivalsFirstScheduler, on one
     * process too, so that results do not depend on how many there are.
     */
    void RunOnRanks();

    /**
     * Says that an option is for one process only; one that the user gives to several is refused.
     * \param option its name
     */
    void OnlyInOneProcess(const std::string& option);

    /**
     * Reads the options, sets seed and run, runs the body and writes the JSON file.
     * \return the program's exit status
     */
    int Run(int argc, char* argv[], const std::function<void()>& body);

    /** \return where tables go: the standard output, or nowhere if --quiet was given */
    std::ostream& GetOutput();

    /** \param results what stands under "results", with units in the names */
    void SetResults(const nlohmann::ordered_json& results);

    /**
     * Writes the results so far, as --json does, into another file.
     * \throws OutputError if it cannot be written
     */
    void SaveJson(const std::string& path) const;

    /** \return what --json writes: GetIdentity(), the arguments, and the results so far */
    nlohmann::ordered_json GetJson() const;

    /** \return what the results depend on: the program, its versions and its parameters */
    nlohmann::ordered_json GetIdentity() const;

    /** \return the options, in the order of --help */
    const std::vector<ExperimentOption>& GetOptions() const
    {
        return m_options;
    }

    /** \return where to say what is going on; while Run() runs */
    StatusLine& GetStatus() const
    {
        return *m_status;
    }

    /** Says what the program is about to do, if it has been at work for more than a second. */
    void Say(const std::string& text);

    /** \return what shows the progress of the simulation that is about to run; see Progress */
    Progress TrackProgress(const std::string& what, Time total);

  private:
    /** Makes the processes that were started one simulation, if there are several. */
    void JoinRanks(int& argc, char**& argv);

    /** Reads all arguments. */
    void Parse(const std::vector<std::string>& arguments, FatalErrorTrap& trap);

    /** Reads one argument. */
    void ParseArgument(const std::string& argument, FatalErrorTrap& trap);

    /** Refuses options that have no effect together, and a file that two of them name. */
    void CheckTogether() const;

    /** Gives ns-3's own parser its arguments: --help, --PrintGlobals, ... Ends the program then. */
    void ParsePrintArguments(const std::vector<std::string>& arguments, FatalErrorTrap& trap) const;

    /** \return the option of a name, or nothing */
    ExperimentOption* Find(const std::string& name);

    /** \return an unknown option's remedy */
    std::string GetHint(const std::string& name) const;

    /** When options have an effect. */
    struct Condition
    {
        std::vector<std::string> options; //!< their names
        std::function<bool()> hasEffect;  //!< whether they have
        std::string remedy;               //!< completes "would have no effect; "
    };

    std::string m_name;                                //!< the program's name
    std::string m_purpose;                             //!< what it shows
    std::vector<ExperimentOption> m_options;           //!< the program's own, then the common ones
    uint32_t m_seed;                                   //!< --seed
    uint64_t m_run;                                    //!< --run
    std::string m_jsonFile;                            //!< --json
    bool m_quiet{false};                               //!< --quiet
    std::unique_ptr<LaunchedRanks> m_ranks;            //!< the processes that were started
    bool m_isForRanks{false};                          //!< whether they may be several
    bool m_nullMessages{false};                        //!< --null-messages
    std::set<std::string> m_ofOneProcess;              //!< options that several do not take
    std::map<std::string, std::string> m_setByOption;  //!< options, by the attribute they decide
    std::vector<Condition> m_conditions;               //!< of options
    std::set<std::string> m_ofOutput{"json", "quiet"}; //!< options that are no parameters
    std::map<std::string, std::string> m_given;        //!< arguments, by the name of the option
    std::vector<std::string> m_arguments; //!< what the user typed, but where results go
    nlohmann::ordered_json m_overrides;   //!< ns-3 attributes set by the user
    nlohmann::ordered_json m_results;     //!< what the body found
    nlohmann::ordered_json m_rankUsage;   //!< what each of several ranks has used
    std::unique_ptr<StatusLine> m_status; //!< says what is going on
    std::ostream m_nowhere{nullptr};      //!< output of a quiet program
};

} // namespace ns3::camcube

#endif /* EXPERIMENT_H */
