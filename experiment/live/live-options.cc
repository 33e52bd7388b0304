/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "live-options.h"

#include "real-time-bounds.h"

#include "ns3/experiment.h"
#include "ns3/torus-option.h"

#include <stdexcept>

namespace ns3::camcube
{

void
LiveOptions::AddTo(Experiment& experiment)
{
    experiment.AddOption("sides", "servers along the x, y and z axes", sides, TorusSides());
    experiment.AddOption("link-rate",
                         "data rate of every cable, each way",
                         linkRate,
                         real_time::LinkRates());
    experiment.AddOption("delay",
                         "propagation delay of every cable",
                         delay,
                         real_time::HopDelays());
    experiment.AddOption("processing",
                         "processing delay at each server that a packet reaches",
                         processing,
                         real_time::HopDelays());
    protocol.AddTo(experiment);
    experiment.AddOption("fail-file",
                         "lines time_us,kind,server,port: kind is link, link-repair, server or "
                         "server-repair",
                         failFile,
                         InputFile());
    experiment.AddOption("pcap",
                         "folder for captures, a file for each port of each server",
                         pcap,
                         OutputFolder());
    experiment.AddOption("namespaces",
                         "what the names of the network namespaces begin with, one a server, whose "
                         "TUN devices are bound to the cube; without it, the cube is rehearsed in "
                         "simulated time",
                         namespaces,
                         AnyText("the beginning of a name, such as cc-"));
    experiment.AddOption("control",
                         "path of a socket to make, by which links are cut while it runs",
                         control,
                         AnyText("the path of a socket that can be made"));
    experiment.AddOption("duration",
                         "how long; 0 for until Ctrl-C",
                         duration,
                         real_time::Durations());
    experiment.OnlyIf(
        {"control", "duration"},
        [this] { return HasHosts(); },
        "give --namespaces too, or type ./camcube live, which does");
    experiment.SetByOption("ns3::camcube::CamCubeNetDevice::DataRate", "link-rate");
    experiment.SetByOption("ns3::camcube::CamCubeNetDevice::ProcessingDelay", "processing");
    experiment.SetByOption("ns3::camcube::CamCubeChannel::Delay", "delay");
}

Torus
LiveOptions::GetTorus() const
{
    const Torus torus = camcube::GetTorus("sides", sides);
    if (torus.GetNServers() > MAX_SERVERS)
    {
        throw std::invalid_argument(
            "a cube of " + torus.GetName() + " has " + std::to_string(torus.GetNServers()) +
            " servers, and one process keeps up with " + std::to_string(MAX_SERVERS) +
            " at most; choose shorter sides, such as 10x10x10");
    }
    return torus;
}

} // namespace ns3::camcube
