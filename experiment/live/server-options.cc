/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "server-options.h"

#include "real-time-bounds.h"

#include "ns3/distance-vector-timing.h"
#include "ns3/experiment.h"
#include "ns3/net-device-base.h"
#include "ns3/pointer.h"
#include "ns3/real-cable.h"
#include "ns3/text-parsing.h"
#include "ns3/torus-option.h"

#include <stdexcept>

namespace ns3::camcube
{

void
ServerOptions::AddTo(Experiment& experiment)
{
    experiment.AddOption("sides", "servers along the x, y and z axes", sides, TorusSides());
    experiment.AddOption("coordinate",
                         "the server's place in the cube",
                         coordinate,
                         AnyText("x, y and z joined by commas, each from 0 to its side less 1"));
    experiment.AddOption("interfaces",
                         "network interfaces of its ports +x, -x, +y, -y, +z and -z, joined by "
                         "commas, or what their names begin with: cc for cc+x, cc-x, ...; without "
                         "them its neighbors are simulated",
                         interfaces,
                         AnyText("names of network interfaces, or what they begin with"));
    experiment.AddOption("tun",
                         "TUN device of its host, whose packets cross the cube",
                         tun,
                         AnyText("the name of a TUN device"));
    experiment.AddOption("link-rate",
                         "data rate of its ports, each way",
                         linkRate,
                         real_time::LinkRates());
    experiment.AddOption("processing",
                         "processing delay of what comes in",
                         processing,
                         real_time::HopDelays());
    experiment.AddOption("mtu",
                         "bytes behind a frame's Ethernet header, at most, where an interface does "
                         "not take less; a host's packet takes 20 more",
                         mtu,
                         Between(RealCable::LEAST_MTU, NetDeviceBase::MAX_MTU, "bytes"));
    experiment.AddOption("founding",
                         "the cube begins with this server, and names have no values; without it, "
                         "others have begun before, and it is given the names of which it keeps "
                         "copies",
                         isFounding);
    protocol.AddTo(experiment);
    experiment.AddOption("keep-alive",
                         "from one keep-alive to a neighbor to the next; one that is silent three "
                         "times is lost",
                         keepAlive,
                         Between(MilliSeconds(1), Seconds(10)));
    experiment.AddOption("hop-bound",
                         "the most that a message of the routing protocol takes to a neighbor",
                         hopBound,
                         Between(MicroSeconds(10), Seconds(10)));
    experiment.AddOption("echo",
                         "from one question to each other server to the next; 0 for none",
                         echo,
                         Between(Time(0), Seconds(100)));
    experiment.AddOption("duration",
                         "how long; 0 for until Ctrl-C",
                         duration,
                         real_time::Durations());
    experiment.OnlyIf(
        {"tun", "founding", "duration"},
        [this] { return IsReal(); },
        "give --interfaces, too, or type ./camcube live --processes, which does");
    experiment.OnlyIf(
        {"hop-bound"},
        [this] { return protocol.GetName() == "distance-vector"; },
        "only --protocol=distance-vector relies on it");
    experiment.SetByOption("ns3::camcube::CamCubeNetDevice::DataRate", "link-rate");
    experiment.SetByOption("ns3::camcube::CamCubeNetDevice::ProcessingDelay", "processing");
    experiment.SetByOption("ns3::camcube::CamCubeNetDevice::Mtu", "mtu");
    experiment.SetByOption("ns3::camcube::FailureDetection::Interval", "keep-alive");
    experiment.SetByOption("ns3::camcube::DistanceVectorTiming::HopBound", "hop-bound");
    experiment.SetByOption("ns3::camcube::DistanceVector::RepeatAfter", "hop-bound");
    experiment.SetByOption("ns3::camcube::RealCable::Silence", "keep-alive");
}

Torus
ServerOptions::GetTorus() const
{
    return camcube::GetTorus("sides", sides);
}

TorusCoordinate
ServerOptions::GetCoordinate() const
{
    const Torus torus = GetTorus();
    const std::vector<std::string> words = SplitAt(',', coordinate);
    uint8_t place[3] = {};
    bool isGood = words.size() == 3;
    for (uint8_t axis = 0; isGood && axis < 3; ++axis)
    {
        const int64_t value = ParseWholeNumber(words[axis]).value_or(-1);
        isGood = value >= 0 && value < torus.GetSide(axis);
        place[axis] = static_cast<uint8_t>(value);
    }
    if (!isGood)
    {
        throw std::invalid_argument(AbridgeArgument("--coordinate=" + coordinate) +
                                    ": a torus of " + torus.GetName() +
                                    " has no such server; give x,y,z, each from 0 to its side "
                                    "less 1");
    }
    return {place[0], place[1], place[2]};
}

RoutingProtocolHelper
ServerOptions::MakeRouting() const
{
    RoutingProtocolHelper helper = protocol.MakeHelper();
    helper.SetDetectionAttribute("Interval", TimeValue(keepAlive));
    if (protocol.GetName() == "distance-vector")
    {
        // What a real cable loses is sent again.
        helper.SetAttribute("RepeatAfter", TimeValue(2 * hopBound));
        helper.SetAttribute(
            "Timing",
            PointerValue(
                CreateObjectWithAttributes<DistanceVectorTiming>("HopBound", TimeValue(hopBound))));
    }
    return helper;
}

} // namespace ns3::camcube
