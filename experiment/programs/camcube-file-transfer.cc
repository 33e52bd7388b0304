/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A file over a path whose bottleneck moves: stored and sent on at each hop, and by TCP from end to
// end.

#include "ns3/experiment.h"
#include "ns3/file-transfer-trial.h"
#include "ns3/moving-bottleneck.h"
#include "ns3/result-table.h"

#include <nlohmann/json.hpp>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What the user may choose. */
struct Options
{
    FileTransferTrial::Plan plan; //!< what is simulated
    std::string patterns{"all"};  //!< how the bottleneck moves
};

void
Print(const std::vector<FileTransferTrial::Outcome>& outcomes, std::ostream& os)
{
    os << "One file, one path, one slow cable on it that is another one after each period.\n\n";
    ResultTable table;
    table.AddColumn("bottleneck").AddColumn("by links", "ms").AddColumn("by TCP", "ms");
    table.AddColumn("times", "earlier").AddColumn("pieces", "sent").AddColumn("of them", "again");
    for (const FileTransferTrial::Outcome& outcome : outcomes)
    {
        table.AddRow().Add(outcome.pattern).Add(outcome.byLinksMs, 2).Add(outcome.tcpMs, 2);
        table.Add(outcome.tcpMs / outcome.byLinksMs, 2).Add(outcome.pieces);
        table.Add(outcome.piecesAgain);
    }
    os << table;
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    FileTransferTrial::Plan& plan = options.plan;
    Experiment experiment("camcube-file-transfer",
                          "A file that is stored at each hop, and one by TCP from end to end, over "
                          "a path whose bottleneck moves.");
    experiment.AddOption("k", "servers along each of the three axes", plan.k, Between(3, 32));
    experiment.AddOption("hops",
                         "hops from source to destination, less than half of --k, along one axis",
                         plan.hops,
                         Between(1, 15));
    experiment.AddOption("bytes", "size of the file", plan.bytes, Between(1, 500000000, "bytes"));
    experiment.AddOption("patterns",
                         "how the bottleneck moves along the path; \"standing\" does not",
                         options.patterns,
                         AllOrSomeOf(MovingBottleneck::GetPatterns()));
    experiment.AddOption("period",
                         "how long the bottleneck is on one cable",
                         plan.period,
                         Between(MicroSeconds(10), Seconds(10)));
    experiment.AddOption("rate",
                         "of all cables but the bottleneck",
                         plan.lineRate,
                         Between(DataRate("1Mbps"), DataRate("400Gbps")));
    experiment.AddOption("slow-rate",
                         "of the bottleneck",
                         plan.slowRate,
                         Between(DataRate("1Mbps"), DataRate("400Gbps")));
    experiment.AddOption("disk-rate",
                         "of each server's disk, reads and writes together",
                         plan.diskBandwidth,
                         Between(DataRate("1Mbps"), DataRate("1000Gbps")));
    experiment.AddOption("deadline",
                         "when the file has to be there",
                         plan.deadline,
                         Between(MilliSeconds(1), Seconds(1000)));
    experiment.OnlyIf(
        {"period"},
        [&options] { return options.patterns != "standing"; },
        "leave it out, or give another of --patterns");
    experiment.SetByOption("ns3::camcube::CamCubeNetDevice::DataRate", "rate");
    experiment.SetByOption("ns3::camcube::FileTransfer::DiskBandwidth", "disk-rate");
    return experiment.Run(argc, argv, [&] {
        const FileTransferTrial trial(plan);
        std::vector<FileTransferTrial::Outcome> outcomes;
        for (const std::string& pattern :
             ChooseFrom(MovingBottleneck::GetPatterns(), options.patterns))
        {
            outcomes.push_back(trial.Run(pattern, experiment.GetStatus()));
        }
        Print(outcomes, experiment.GetOutput());
        experiment.SetResults(ToJson(outcomes));
    });
}
