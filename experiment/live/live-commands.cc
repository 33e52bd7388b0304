/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "live-commands.h"

#include "ns3/simulator.h"
#include "ns3/text-parsing.h"
#include "ns3/torus-port.h"

#include <stdexcept>

namespace ns3::camcube
{

LiveCommands::LiveCommands(LiveTestbed& testbed,
                           std::function<void(nlohmann::ordered_json&)> status)
    : m_testbed(testbed),
      m_status(std::move(status))
{
}

std::string
LiveCommands::Do(const std::string& line)
{
    const std::vector<std::string> words = SplitAt(' ', line);
    try
    {
        if (line == "status")
        {
            return "ok\n" + Describe();
        }
        if (line == "repair")
        {
            RepairAll();
        }
        else if (words.size() == 2 && words[0] == "repair")
        {
            m_testbed.GetFailures().Repair(Find(words[1]), Simulator::Now());
        }
        else if (words.size() == 2 && words[0] == "fail")
        {
            m_testbed.GetFailures().Fail(Find(words[1]), Simulator::Now());
        }
        else
        {
            throw std::invalid_argument("\"" + Abridge(line) +
                                        "\" is no command; give fail X,Y,Z[,PORT], "
                                        "repair [X,Y,Z[,PORT]] or status");
        }
        return "ok";
    }
    catch (const std::invalid_argument& error)
    {
        return std::string("error\n") + error.what();
    }
}

FailureTargets
LiveCommands::Find(const std::string& place) const
{
    const std::vector<std::string> words = SplitAt(',', place);
    const Torus& torus = m_testbed.GetTorus();
    std::array<int64_t, 3> at{-1, -1, -1};
    for (uint8_t axis = 0; axis < 3 && axis < words.size(); ++axis)
    {
        const int64_t value = ParseWholeNumber(words[axis]).value_or(-1);
        at[axis] = value < torus.GetSide(axis) ? value : -1;
    }
    if (words.size() > 4 || at[0] < 0 || at[1] < 0 || at[2] < 0)
    {
        throw std::invalid_argument("\"" + Abridge(place) + "\" is no place in a cube of " +
                                    torus.GetName() +
                                    "; give x,y,z for a server, and x,y,z,port for a link, "
                                    "such as 0,0,1 and 0,0,1,+x");
    }
    const TorusCoordinate server{static_cast<uint8_t>(at[0]),
                                 static_cast<uint8_t>(at[1]),
                                 static_cast<uint8_t>(at[2])};
    const Ptr<Node> node = m_testbed.GetServers().Get(torus.GetServer(server));
    if (words.size() == 3)
    {
        return node;
    }
    const Ptr<CamCubeChannel> link = TorusHelper::GetLink(node, PortFromName(words[3]));
    if (!link)
    {
        throw std::invalid_argument("server " + server.GetName() + " has no cable at port " +
                                    words[3] + "; give a port on an axis with a side above 1");
    }
    return link;
}

void
LiveCommands::RepairAll()
{
    const NodeContainer& servers = m_testbed.GetServers();
    m_testbed.GetFailures().Repair(m_testbed.GetHelper().Links(), Simulator::Now());
    m_testbed.GetFailures().Repair(servers, Simulator::Now());
}

std::vector<std::string>
LiveCommands::GetFailedServers() const
{
    std::vector<std::string> failed;
    const NodeContainer& servers = m_testbed.GetServers();
    for (uint32_t server = 0; server < servers.GetN(); ++server)
    {
        if (m_testbed.GetFailures().IsFailed(servers.Get(server)))
        {
            failed.push_back(m_testbed.GetTorus().GetCoordinate(server).GetPlace());
        }
    }
    return failed;
}

std::vector<std::string>
LiveCommands::GetFailedLinks() const
{
    std::vector<std::string> failed;
    const NodeContainer& servers = m_testbed.GetServers();
    const Torus& torus = m_testbed.GetTorus();
    for (uint32_t server = 0; server < servers.GetN(); ++server)
    {
        for (uint8_t port : torus.GetPorts())
        {
            const bool isListedHere = port % 2 == 0; // each cable has one plus port
            const uint32_t neighbor = torus.GetNeighbor(server, port);
            if (isListedHere && !TorusHelper::GetLink(servers.Get(server), port)->IsUp() &&
                !m_testbed.GetFailures().IsFailed(servers.Get(server)) &&
                !m_testbed.GetFailures().IsFailed(servers.Get(neighbor)))
            {
                failed.push_back(torus.GetCoordinate(server).GetPlace() + "," + PortName(port));
            }
        }
    }
    return failed;
}

std::string
LiveCommands::Describe() const
{
    nlohmann::ordered_json status;
    m_status(status);
    status["failed_servers"] = GetFailedServers();
    status["failed_links"] = GetFailedLinks();
    return status.dump();
}

} // namespace ns3::camcube
