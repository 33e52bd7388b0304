/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "real-nic.h"

#include "descriptor-watch.h"
#include "linux-interface.h"

#include "ns3/runtime.h"
#include "ns3/simulator.h"
#include "ns3/text-parsing.h"
#include "ns3/torus.h"

#include <set>
#include <stdexcept>
#include <utility>

namespace ns3::camcube
{

RealNic::RealNic(Ptr<Node> server,
                 const std::vector<std::string>& interfaces,
                 std::shared_ptr<DescriptorWatch> watch)
    : m_context(server->GetId()),
      m_watch(std::move(watch))
{
    const Ptr<Runtime> runtime = server->GetObject<Runtime>();
    const PortSet ports = runtime->GetTorus().GetPorts();
    if (interfaces.size() != ports.GetSize())
    {
        throw std::invalid_argument(
            std::to_string(interfaces.size()) + " interfaces were given for the " +
            std::to_string(ports.GetSize()) + " ports of a server of a torus of " +
            runtime->GetTorus().GetName() + "; give one for each");
    }
    auto name = interfaces.begin();
    for (uint8_t port : ports)
    {
        m_cables.push_back(CreateObject<RealCable>());
        m_cables.back()->Plug(
            runtime->GetDevice(port),
            CamCubeNetDevice::GetAddressOf(runtime->GetNeighbor(port), OppositePort(port)),
            *name++,
            m_watch);
    }
    m_watch->Add(m_monitor.GetDescriptor(), [this] { ReadChanges(); });
}

RealNic::~RealNic()
{
    m_watch->Remove(m_monitor.GetDescriptor());
    for (const Ptr<RealCable>& cable : m_cables)
    {
        cable->Dispose();
    }
}

void
RealNic::ReadChanges()
{
    if (m_monitor.TakeChanges())
    {
        Simulator::ScheduleWithContext(m_context, Time(), [this] { LookAgain(); });
    }
}

void
RealNic::LookAgain()
{
    for (const Ptr<RealCable>& cable : m_cables)
    {
        cable->UpdateCarrier();
    }
}

std::vector<std::string>
RealNic::NameInterfaces(const Torus& torus, const std::string& text)
{
    std::vector<std::string> names;
    if (text.find(',') != std::string::npos)
    {
        names = SplitAt(',', text);
    }
    else
    {
        for (uint8_t port : torus.GetPorts())
        {
            names.push_back(text + PortName(port));
        }
    }
    std::set<std::string> seen;
    for (const std::string& name : names)
    {
        if (text.empty() || !LinuxInterface::IsName(name))
        {
            throw std::invalid_argument(
                "\"" + Abridge(name) + "\" can be no network interface's name; give 1 to " +
                std::to_string(LinuxInterface::MAX_NAME) + " characters without blanks, / and :");
        }
        if (!seen.insert(name).second)
        {
            throw std::invalid_argument("interface " + name +
                                        " is named twice; give each port its own");
        }
    }
    if (names.size() != torus.GetPorts().GetSize())
    {
        throw std::invalid_argument(
            std::to_string(names.size()) + " interfaces, \"" + Abridge(text) + "\", for the " +
            std::to_string(torus.GetPorts().GetSize()) + " ports of a server of a torus of " +
            torus.GetName() + "; give one for each");
    }
    return names;
}

} // namespace ns3::camcube
