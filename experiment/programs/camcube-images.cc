/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// One image of a virtual machine for all servers of a cube, over a tree or each from the source,
// while servers fail, one link is slow, and some come late.

#include "ns3/atomic-file.h"
#include "ns3/experiment.h"
#include "ns3/image-trial.h"
#include "ns3/result-table.h"
#include "ns3/text-parsing.h"
#include "ns3/torus-option.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What the user may choose. */
struct Options
{
    TorusOption torus{8}; //!< the cube
    ImageTrial::Plan plan;
    std::string method{"tree"};
    std::string treePaths{"mini-cubes"};
    std::string tree;     //!< file for the tree
    std::string receipts; //!< file for who has it
    std::string links;    //!< file for the links
};

void
PrintTimes(const ImageTrial::Outcome& outcome, std::ostream& os)
{
    ResultTable table;
    table.AddColumn("servers").AddColumn("have it").AddColumn("median", "ms");
    table.AddColumn("last", "ms").AddColumn("last /", "link time");
    const auto add = [&](const char* who, const SampleSummary& timeUs) {
        if (timeUs.GetCount() > 0)
        {
            table.AddRow().Add(who).Add(timeUs.GetCount()).Add(timeUs.GetQuantile(0.5) / 1e3, 1);
            table.Add(timeUs.GetMax() / 1e3, 1);
            table.Add(outcome.linkUs > 0 ? timeUs.GetMax() / outcome.linkUs : 0, 3);
        }
    };
    add("at once", outcome.timeUs);
    add("behind the slow link", outcome.behindUs);
    add("late", outcome.lateUs);
    os << table;
}

void
Print(const Options& options, const ImageTrial::Outcome& outcome, std::ostream& os)
{
    os << FormatNumber(options.plan.bytes / 1048576.0) << " MiB, "
       << FormatNumber(outcome.linkUs / 1e3) << " ms over one link, SHA-256 " << outcome.sha256
       << "\n"
       << outcome.live << " live servers, " << outcome.due
       << " connected to the source: " << outcome.missing << " do not have it, " << outcome.wrong
       << " have something else\n\n";
    PrintTimes(outcome, os);
    if (options.plan.isUnicast)
    {
        return;
    }
    const ImageCounters& counters = outcome.counters;
    ResultTable table;
    table.AddColumn("links").AddColumn("deepest", "hops").AddColumn("blocks");
    table.AddColumn("superfluous").AddColumn("asks").AddColumn("chunks", "wrong");
    table.AddColumn("written", "MiB").AddColumn("read", "MiB").AddColumn("of the source", "late");
    table.AddColumn("frames", "in 1 s of quiet");
    table.AddRow().Add(outcome.tree.links).Add(outcome.tree.depth).Add(counters.blocks);
    table.Add(counters.superfluous).Add(counters.asks).Add(counters.wrong);
    table.Add(static_cast<double>(counters.written) / (1 << 20), 1);
    table.Add(static_cast<double>(counters.read) / (1 << 20), 1);
    table.Add(outcome.sourceBlocks).Add(outcome.quietFrames);
    os << '\n' << table;
}

void
WriteFiles(const Options& options, const ImageTrial& trial)
{
    const auto write = [&](const std::string& file, auto method) {
        if (!file.empty())
        {
            AtomicFile::Write(file, [&](std::ostream& os) { (trial.*method)(os); });
        }
    };
    write(options.tree, &ImageTrial::WriteTree);
    write(options.receipts, &ImageTrial::WriteReceipts);
    write(options.links, &ImageTrial::WriteLinks);
}

void
AddOptions(Options& options, Experiment& experiment)
{
    options.torus.AddTo(experiment);
    options.plan.protocol.AddTo(experiment);
    options.plan.failures.AddTo(experiment);
    options.plan.failures.AddSpacingTo(experiment);
    experiment.AddOption("size",
                         "size of the image; 0 is one, too",
                         options.plan.bytes,
                         Between(0, 1e12, "bytes"));
    experiment.AddOption("mtu",
                         "size of a frame behind its Ethernet header, at most",
                         options.plan.mtu,
                         Between(576, 9000, "bytes"));
    experiment.AddOption("method",
                         "whether a tree brings it, or each server gets it from the source",
                         options.method,
                         OneOf({"tree", "unicast"}));
    experiment.AddOption("tree-paths",
                         "which next hops to its root the tree follows",
                         options.treePaths,
                         OneOf({"base", "mini-cubes"}));
    experiment.AddOption("slow",
                         "rate of the source's link at +x, as a share of that of others",
                         options.plan.slow,
                         Between(0.001, 1.0));
    experiment.AddOption("late",
                         "share of the servers that get it when all others have",
                         options.plan.late,
                         Between(0.0, 1.0));
    experiment.AddOption("tree",
                         "file for the tree: time_us,group,server,parent, without parent at the "
                         "root, a line for each live server in it, before failures and in the end",
                         options.tree,
                         OutputFile());
    experiment.AddOption("receipts",
                         "file for the servers that have the image: server,complete_us,sha256",
                         options.receipts,
                         OutputFile());
    experiment.AddOption("links",
                         "file for the links in the end: server_a,port_a,server_b,port_b,state",
                         options.links,
                         OutputFile());
    experiment.OnlyIf(
        {"tree-paths", "late", "tree"},
        [&options] { return options.method == "tree"; },
        "leave it out, or give --method=tree");
    experiment.SetByOption("ns3::camcube::GroupTree::Paths", "tree-paths");
    experiment.SetByOption("ns3::camcube::CamCubeNetDevice::Mtu", "mtu");
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    options.plan.failures.spacing = MilliSeconds(1);
    Experiment experiment("camcube-images",
                          "One image for all servers of a cube, over a tree whose servers keep it "
                          "on disk, while servers fail and some come late.");
    AddOptions(options, experiment);
    return experiment.Run(argc, argv, [&] {
        options.plan.torus = options.torus.Get();
        options.plan.protocol.Check(experiment);
        options.plan.isUnicast = options.method == "unicast";
        options.plan.paths = options.treePaths == "base" ? "Base" : "MiniCubes";
        ImageTrial trial(options.plan, experiment.GetStatus());
        const ImageTrial::Outcome outcome = trial.Run();
        WriteFiles(options, trial);
        Print(options, outcome, experiment.GetOutput());
        experiment.SetResults(ToJson(outcome));
    });
}
