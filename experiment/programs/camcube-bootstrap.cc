/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Servers that find out where they are, and which cables are wrong, as more and more of them are.

#include "ns3/atomic-file.h"
#include "ns3/bootstrap-survey.h"
#include "ns3/bootstrap-trial.h"
#include "ns3/experiment.h"
#include "ns3/result-table.h"
#include "ns3/sample-summary.h"
#include "ns3/share-list.h"
#include "ns3/simulator.h"
#include "ns3/text-parsing.h"
#include "ns3/torus-option.h"

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What the user may choose. */
struct Options
{
    TorusOption torus{8};      //!< the cube
    std::string kind{"mixed"}; //!< of the faults
    double share{0.1};         //!< of the cables
    std::string shares;        //!< instead, to be tried one after the other
    uint32_t cubes{10};        //!< for each of these
    std::string wiring;        //!< file for the cables as they are
    std::string coordinates;   //!< file for what servers say of themselves
    std::string bad;           //!< file for the cables that they report
};

/** What cubes with the same share of bad cables came to. */
struct Outcome
{
    double share{0};                //!< of all cables, that should be bad
    BootstrapSurvey::Counts counts; //!< of all cubes together
    SampleSummary identified;       //!< share of the servers of each cube
    SampleSummary messages;         //!< a server of each cube
    SampleSummary lastMs;           //!< when the last server of each was identified
};

/**
 * Shows how far a cube is: how many servers are identified. When all are that can be, nothing
 * happens any more, long before the end of the simulated time, so no share of that says how much is
 * to go.
 */
class BootProgress
{
  public:
    BootProgress(StatusLine& line, const std::string& what, const BootstrapTrial& trial)
        : m_line(line),
          m_what(what),
          m_trial(trial),
          m_next(Simulator::ScheduleNow(&BootProgress::Look, this))
    {
    }

    ~BootProgress()
    {
        m_next.Cancel();
        m_line.Clear();
    }

    BootProgress(const BootProgress&) = delete;
    BootProgress& operator=(const BootProgress&) = delete;

  private:
    void Look()
    {
        const Time now = Simulator::Now();
        if (m_line.IsDue())
        {
            const uint32_t servers = m_trial.GetServers().GetN();
            const uint32_t identified = m_trial.GetNIdentified();
            m_line.Show(m_what,
                        static_cast<double>(identified) / servers,
                        std::to_string(identified) + " of " + std::to_string(servers) +
                            " servers identified, " + std::to_string(now.GetMicroSeconds()) +
                            " us simulated");
        }
        // Most happens in the first milliseconds.
        m_next = Simulator::Schedule(Max(MicroSeconds(20), now / 50), &BootProgress::Look, this);
    }

    StatusLine& m_line;            //!< where to show it
    std::string m_what;            //!< what is simulated
    const BootstrapTrial& m_trial; //!< the cube
    EventId m_next;                //!< the next look
};

void
WriteFiles(const Options& options, const BootstrapSurvey& survey)
{
    const auto write = [&](const std::string& file, auto method) {
        if (!file.empty())
        {
            AtomicFile::Write(file, [&](std::ostream& os) { (survey.*method)(os); });
        }
    };
    write(options.wiring, &BootstrapSurvey::WriteWiring);
    write(options.coordinates, &BootstrapSurvey::WriteCoordinates);
    write(options.bad, &BootstrapSurvey::WriteBad);
}

void
Try(const Options& options, Outcome& outcome, RandomStreams& streams, Experiment& experiment)
{
    const Torus torus = options.torus.Get();
    const WiringFaults faults(torus,
                              WiringFaults::FromName(options.kind),
                              outcome.share,
                              streams.MakeUniform());
    {
        BootstrapTrial trial(torus, faults, streams);
        const BootProgress progress(experiment.GetStatus(),
                                    FormatNumber(100 * outcome.share) +
                                        "% of the cables bad, cube " +
                                        std::to_string(outcome.identified.GetCount() + 1),
                                    trial);
        trial.Run();
        const BootstrapSurvey survey(torus, faults, trial.GetServers());
        outcome.counts += survey.GetCounts();
        outcome.identified.Add(survey.GetCounts().GetIdentifiedShare());
        outcome.messages.Add(survey.GetCounts().GetMessages());
        outcome.lastMs.Add(trial.GetLast().GetNanoSeconds() / 1e6);
        WriteFiles(options, survey);
    }
    Simulator::Destroy();
}

std::vector<Outcome>
Simulate(const Options& options, Experiment& experiment)
{
    const bool isSweep = !options.shares.empty();
    RandomStreams streams;
    std::vector<Outcome> outcomes;
    for (double share :
         isSweep ? ParseShares("shares", options.shares) : std::vector<double>{options.share})
    {
        outcomes.emplace_back();
        outcomes.back().share = share;
        for (uint32_t cube = 0; cube < (isSweep ? options.cubes : 1); ++cube)
        {
            Try(options, outcomes.back(), streams, experiment);
        }
    }
    return outcomes;
}

nlohmann::ordered_json
Describe(const Outcome& outcome)
{
    const BootstrapSurvey::Counts& counts = outcome.counts;
    return {{"share", outcome.share},
            {"cubes", outcome.identified.GetCount()},
            {"servers", counts.servers},
            {"identified_servers", counts.identified},
            {"identified_share_min", outcome.identified.GetMin()},
            {"wrong_servers", counts.wrong},
            {"bad_cables", counts.badCables},
            {"reported_bad_cables", counts.reported},
            {"missed_ends", counts.missed},
            {"inexact_ends", counts.inexact},
            {"falsely_reported_ends", counts.falseReports},
            {"messages",
             {{"states", counts.states},
              {"answers", counts.answers},
              {"repeats", counts.repeats},
              {"malformed", counts.malformed},
              {"per_server_mean", outcome.messages.GetMean()},
              {"per_server_max", outcome.messages.GetMax()}}},
            {"last_identified_us",
             {{"mean", 1e3 * outcome.lastMs.GetMean()}, {"max", 1e3 * outcome.lastMs.GetMax()}}}};
}

void
Print(const std::vector<Outcome>& outcomes, std::ostream& os)
{
    ResultTable table;
    table.AddColumn("bad", "% of cables").AddColumn("cubes").AddColumn("servers");
    table.AddColumn("identified", "%").AddColumn("least", "%").AddColumn("wrong");
    table.AddColumn("bad", "cables").AddColumn("of these", "reported").AddColumn("ends", "missed");
    table.AddColumn("inexact").AddColumn("good ones", "reported");
    table.AddColumn("messages", "a server").AddColumn("last", "ms");
    for (const Outcome& outcome : outcomes)
    {
        const BootstrapSurvey::Counts& counts = outcome.counts;
        table.AddRow().Add(100 * outcome.share, 1).Add(outcome.identified.GetCount());
        table.Add(counts.servers).Add(100 * counts.GetIdentifiedShare(), 2);
        table.Add(100 * outcome.identified.GetMin(), 2).Add(counts.wrong);
        table.Add(counts.badCables).Add(counts.reported).Add(counts.missed).Add(counts.inexact);
        table.Add(counts.falseReports).Add(outcome.messages.GetMean(), 1);
        table.Add(outcome.lastMs.GetMax(), 1);
    }
    os << table;
}

void
AddOptions(Options& options, Experiment& experiment)
{
    const auto isSweep = [&options] { return !options.shares.empty(); };
    options.torus.AddTo(experiment);
    experiment.AddOption("kind",
                         "what is wrong with bad cables",
                         options.kind,
                         OneOf(WiringFaults::GetNames()));
    experiment.AddOption("share", "share of the cables that are bad", options.share, Between(0, 1));
    experiment.AddOption("shares",
                         "the same to be tried one after the other, instead",
                         options.shares,
                         ShareList());
    experiment.AddOption("cubes",
                         "cubes of each of --shares, with other faults",
                         options.cubes,
                         Between(1, 100000));
    experiment.AddOption("wiring",
                         "file for the cables as they are, without broken ones: "
                         "server_a,port_a,server_b,port_b",
                         options.wiring,
                         OutputFile());
    experiment.AddOption("coordinates",
                         "file for what servers say of themselves: server,x,y,z,identified, 1 or "
                         "0; coordinates count from the server that is (0,0,0)",
                         options.coordinates,
                         OutputFile());
    experiment.AddOption("bad",
                         "file for the cables that servers report, with the columns of --wiring: "
                         "broken ones as they should be, and no server where it is not known",
                         options.bad,
                         OutputFile());
    experiment.OnlyIf(
        {"share", "wiring", "coordinates", "bad"},
        [isSweep] { return !isSweep(); },
        "leave it out, or --shares");
    experiment.OnlyIf({"cubes"}, isSweep, "give --shares, too");
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    Experiment experiment("camcube-bootstrap",
                          "Servers that find out by messages between neighbors where in the cube "
                          "they are, and which cables are broken or plugged in wrongly.");
    AddOptions(options, experiment);
    experiment.SetByOption("ns3::camcube::PlaceFinder::Sides", "sides");
    return experiment.Run(argc, argv, [&] {
        const std::vector<Outcome> outcomes = Simulate(options, experiment);
        nlohmann::ordered_json trials = nlohmann::ordered_json::array();
        for (const Outcome& outcome : outcomes)
        {
            trials.push_back(Describe(outcome));
        }
        Print(outcomes, experiment.GetOutput());
        experiment.SetResults({{"kind", options.kind},
                               {"cables_per_cube", options.torus.Get().GetNCables()},
                               {"trials", trials}});
    });
}
