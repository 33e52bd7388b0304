/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What the cube costs, always beside what it is compared with on the same machine at the same time.

#include "ns3/bench-part.h"
#include "ns3/experiment.h"
#include "ns3/text-parsing.h"

#include <algorithm>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

std::vector<uint32_t>
ParseSides(const std::string& text)
{
    std::vector<uint32_t> sides;
    for (const std::string& word : SplitAt(',', text))
    {
        const int64_t k = ParseWholeNumber(word).value_or(0);
        if (k < 2 || k > 47)
        {
            throw std::invalid_argument(AbridgeArgument("--k=" + text) +
                                        ": give sides from 2 to 47 joined by "
                                        "commas, such as 4,8,12");
        }
        if (std::find(sides.begin(), sides.end(), k) == sides.end())
        {
            sides.push_back(static_cast<uint32_t>(k));
        }
    }
    return sides;
}

std::vector<std::string>
ParseParts(const std::string& text)
{
    const std::vector<std::string>& names = BenchPart::GetNames();
    if (text == "all")
    {
        return names;
    }
    std::vector<std::string> parts = SplitAt(',', text);
    for (const std::string& part : parts)
    {
        if (std::find(names.begin(), names.end(), part) == names.end())
        {
            throw std::invalid_argument(
                AbridgeArgument("--parts=" + text) + ": there is no part \"" + Abridge(part) +
                "\"; give all, or some of " + BenchPart::JoinNames() + " joined by commas");
        }
    }
    return parts;
}

} // namespace

int
main(int argc, char* argv[])
{
    BenchOptions options;
    std::string sides = "4,8,12,20";
    std::string parts = "all";
    Experiment experiment("camcube-bench",
                          "The cube's data path against stock ns-3 parts and bare simulator "
                          "events, and what large cubes take.");
    experiment.AddOption("parts",
                         "what to measure: all, or some of " + BenchPart::JoinNames() +
                             " joined by commas",
                         parts,
                         AnyText("all, or parts joined by commas"));
    experiment.AddOption("k",
                         "servers along each axis, in the parts torus and instructions",
                         sides,
                         AnyText("sides from 2 to 47 joined by commas"));
    experiment.AddOption("full",
                         "the stock network beyond k=12 too, and cubes of k=30 and 47",
                         options.full);
    experiment.AddOption("runs",
                         "runs of each kind, one after the other",
                         options.runs,
                         Between(1, 1000));
    experiment.AddOption("hops",
                         "packet-hops of a run in the parts torus and instructions, about",
                         options.hops,
                         Between(1000, 1000000000));
    experiment.AddOption("duration",
                         "simulated time of a run in the parts tcp and fat-tree",
                         options.duration,
                         Between(MicroSeconds(100), Seconds(10)));
    experiment.AddOption("tcp-k", "side of the part tcp", options.tcpSide, Between(2, 20));
    experiment.AddOption("fat-tree",
                         "ports of a switch in the part fat-tree, even",
                         options.fatTree,
                         Between(2, 32));
    experiment.AddOption("once",
                         "measure only this, once and in this process, for a profiler",
                         options.once,
                         OneOf({"no", "routed", "tcp", "fat-tree"}));
    const auto measures = [&options, &parts](const std::vector<std::string>& wanted) {
        const auto chosen =
            options.once == "no" ? ParseParts(parts) : std::vector<std::string>{options.once};
        return std::find_first_of(chosen.begin(), chosen.end(), wanted.begin(), wanted.end()) !=
               chosen.end();
    };
    experiment.OnlyIf(
        {"parts", "runs", "full"},
        [&] { return options.once == "no"; },
        "--once measures one thing, one time");
    experiment.OnlyIf(
        {"k", "hops"},
        [=] {
            return measures({"torus", "instructions", "routed"});
        },
        "it is of the parts torus and instructions");
    experiment.OnlyIf(
        {"full"},
        [=] {
            return measures({"torus", "scale"});
        },
        "it is of the parts torus and scale");
    experiment.OnlyIf(
        {"runs"},
        [=] {
            return measures({"torus", "tcp", "fat-tree"});
        },
        "it is of the parts torus, tcp and fat-tree");
    experiment.OnlyIf(
        {"duration"},
        [=] {
            return measures({"tcp", "fat-tree"});
        },
        "it is of the parts tcp and fat-tree");
    experiment.OnlyIf(
        {"tcp-k"},
        [=] { return measures({"tcp"}); },
        "it is of the part tcp");
    experiment.OnlyIf(
        {"fat-tree"},
        [=] { return measures({"fat-tree"}); },
        "it is of the part fat-tree");
    return experiment.Run(argc, argv, [&] {
        options.sides = ParseSides(sides);
        const std::vector<std::string> chosen = ParseParts(parts);
        if (options.fatTree % 2 != 0)
        {
            throw std::invalid_argument("--fat-tree=" + std::to_string(options.fatTree) +
                                        ": a switch of a fat-tree has an even number of ports");
        }
        if (options.once != "no")
        {
            const Measured measured = MeasureOnce(options);
            experiment.GetOutput() << "packet-hops measured: " << measured["packet_hops"] << '\n';
            experiment.SetResults(measured);
            return;
        }
        Measured results = {{"ratios", Measured::array()}};
#ifndef __OPTIMIZE__
        experiment.GetOutput() << "This build is not optimised: it is slower than ns-3's own parts "
                                  "in ways that a release build is not.\n\n";
        results["optimised"] = false;
#endif
        for (const std::string& part : chosen)
        {
            BenchPart::Run(part, options, experiment, results);
        }
        experiment.SetResults(results);
    });
}
