/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "protocol-option.h"

#include "ns3/experiment.h"
#include "ns3/text-parsing.h"

#include <stdexcept>
#include <vector>

namespace ns3::camcube
{

namespace
{

/** A protocol that can be chosen. */
struct Protocol
{
    std::string name;    //!< as the user types it
    std::string service; //!< the class of its services; its other classes' names begin alike
};

const std::vector<Protocol>&
GetProtocols()
{
    static const std::vector<Protocol> protocols{
        {"distance-vector", "ns3::camcube::DistanceVector"},
        {"link-state", "ns3::camcube::LinkState"},
    };
    return protocols;
}

std::vector<std::string>
GetNames()
{
    std::vector<std::string> names;
    for (const Protocol& protocol : GetProtocols())
    {
        names.push_back(protocol.name);
    }
    return names;
}

} // namespace

ProtocolOption::ProtocolOption(const std::string& name)
    : m_name(name)
{
}

void
ProtocolOption::AddTo(Experiment& experiment)
{
    experiment.AddOption("protocol", "routing protocol of the torus", m_name, OneOf(GetNames()));
}

void
ProtocolOption::Check(const Experiment& experiment) const
{
    for (const Protocol& protocol : GetProtocols())
    {
        if (protocol.name != m_name)
        {
            experiment.RefuseAttributesOf(protocol.service,
                                          "with --protocol=" + m_name +
                                              "; give --protocol=" + protocol.name);
        }
    }
}

RoutingProtocolHelper
ProtocolOption::MakeHelper() const
{
    for (const Protocol& protocol : GetProtocols())
    {
        if (protocol.name == m_name)
        {
            return RoutingProtocolHelper(protocol.service);
        }
    }
    throw std::invalid_argument("there is no routing protocol \"" + m_name + "\"; give " +
                                JoinWithOr(GetNames()));
}

} // namespace ns3::camcube
