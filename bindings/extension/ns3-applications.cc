/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3-applications.h"

#include "ns3-addresses.h"
#include "ns3-containers.h"
#include "parts.h"
#include "session.h"
#include "values.h"

#include "ns3/inet-socket-address.h"
#include "ns3/node.h"
#include "ns3/object-factory.h"
#include "ns3/pointer.h"
#include "ns3/random-variable-stream.h"
#include "ns3/socket-factory.h"
#include "ns3/string.h"
#include "ns3/text-parsing.h"
#include "ns3/type-id.h"
#include "ns3/uinteger.h"

#include <optional>
#include <set>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

const std::string TCP = "ns3::TcpSocketFactory";
const std::string UDP = "ns3::UdpSocketFactory";

/** \return an attribute of an application; nothing if it has none of this name */
template <typename Value>
std::optional<Value>
Find(const Application& application, const std::string& name)
{
    TypeId::AttributeInformation info;
    Value value;
    if (!application.GetInstanceTypeId().LookupAttributeByName(name, &info))
    {
        return std::nullopt;
    }
    application.GetAttribute(name, value);
    return value;
}

/** \return the address of a node in another, of which it is a part */
Ipv4Address
GetIpv4(const Address& address)
{
    return InetSocketAddress::IsMatchingType(address)
               ? InetSocketAddress::ConvertFrom(address).GetIpv4()
               : Ipv4Address::ConvertFrom(address);
}

std::string
NameOf(const Application& application)
{
    return application.GetInstanceTypeId().GetName();
}

/** \return the class of its sockets */
TypeId
GetProtocol(const Application& application)
{
    const auto protocol = Find<TypeIdValue>(application, "Protocol");
    return protocol ? protocol->Get() : TypeId::LookupByName(UDP);
}

/** Where an application listens, or sends from. */
struct Listening
{
    TypeId protocol;
    Ipv4Address address;
    uint16_t port;
};

std::optional<Listening>
FindListening(const Application& application)
{
    if (const auto local = Find<AddressValue>(application, "Local");
        local && InetSocketAddress::IsMatchingType(local->Get()))
    {
        const auto at = InetSocketAddress::ConvertFrom(local->Get());
        return at.GetPort() == 0
                   ? std::nullopt // any that is free
                   : std::make_optional(
                         Listening{GetProtocol(application), at.GetIpv4(), at.GetPort()});
    }
    if (const auto port = Find<UintegerValue>(application, "Port"))
    {
        return Listening{TypeId::LookupByName(UDP),
                         Ipv4Address::GetAny(),
                         static_cast<uint16_t>(port->Get())};
    }
    return std::nullopt;
}

/** Two that listen to one port of a node: ns-3 ends the process when the second one starts. */
void
CheckPort(const Application& application, const Node& node)
{
    const auto mine = FindListening(application);
    for (uint32_t i = 0; mine && i < node.GetNApplications(); ++i)
    {
        const auto other = FindListening(*node.GetApplication(i));
        if (node.GetApplication(i) != &application && other && other->port == mine->port &&
            other->protocol == mine->protocol &&
            (other->address.IsAny() || mine->address.IsAny() || other->address == mine->address))
        {
            throw py::value_error("node " + std::to_string(node.GetId()) +
                                  " has an application at port " + std::to_string(mine->port) +
                                  " already; give another port");
        }
    }
}

void
CheckAddresses(const Application& application)
{
    for (const char* name : {"Local", "Remote", "RemoteAddress"})
    {
        const auto address = Find<AddressValue>(application, name);
        // The clients of UDP have a port of their own beside it.
        const bool hasPort = Find<UintegerValue>(application, "RemotePort").has_value();
        const bool mayLack =
            std::string(name) == "Local" && NameOf(application) != "ns3::PacketSink";
        if (!address || (mayLack && address->Get().IsInvalid()) ||
            InetSocketAddress::IsMatchingType(address->Get()) ||
            (hasPort && Ipv4Address::IsMatchingType(address->Get())))
        {
            continue;
        }
        throw py::value_error("attribute " + std::string(name) + " of " + NameOf(application) +
                              " is no address with a port; give an InetSocketAddress(address, "
                              "port)");
    }
    for (const char* name : {"Remote", "RemoteAddress"})
    {
        if (const auto address = Find<AddressValue>(application, name);
            address && GetIpv4(address->Get()).IsMulticast())
        {
            throw py::value_error("attribute " + std::string(name) + " of " + NameOf(application) +
                                  " is a multicast address, to which there are no routes; give "
                                  "that of one node");
        }
    }
}

/** \return the value of a random variable that has always the same; else 1 */
double
GetConstant(const Application& application, const std::string& name)
{
    const auto variable = Find<PointerValue>(application, name);
    const auto constant = variable ? variable->Get<ConstantRandomVariable>() : nullptr;
    return constant ? constant->GetConstant() : 1;
}

/** What would go on for ever without time going on, or into the past. */
void
CheckPace(const Application& application)
{
    const double on = GetConstant(application, "OnTime");
    const double off = GetConstant(application, "OffTime");
    if (on < 0 || off < 0 || on + off == 0)
    {
        throw py::value_error("attributes OnTime and OffTime of " + NameOf(application) + " are " +
                              FormatNumber(on) + " and " + FormatNumber(off) +
                              " s; give times from 0 on, one of them above it");
    }
}

/** Makes applications of one class, as PacketSinkHelper and the like do. */
class ApplicationHelper
{
  public:
    ApplicationHelper(const std::string& type, const py::dict& attributes)
        : m_factory(type)
    {
        for (const auto& [name, value] : attributes)
        {
            Set(name.cast<std::string>(), value);
        }
    }

    void Set(const std::string& name, py::handle value)
    {
        m_factory.Set(name, StringValue(CheckAttributeOf(m_factory.GetTypeId(), name, value)));
    }

    HeldList<Application> Install(const ListArg<Node>& nodes) const
    {
        Session::GetOrBegin();
        HeldList<Application> installed;
        for (const Ptr<Node>& node : nodes.value)
        {
            const auto application = m_factory.Create<Application>();
            CheckApplication(*application, *node);
            node->AddApplication(application);
            installed.Add(application);
        }
        return installed;
    }

  private:
    ObjectFactory m_factory; //!< with the attributes
};

} // namespace

void
CheckApplication(const Application& application, const Node& node)
{
    static const std::set<std::string> CHECKED{"ns3::BulkSendApplication",
                                               "ns3::OnOffApplication",
                                               "ns3::PacketSink",
                                               "ns3::UdpClient",
                                               "ns3::UdpEchoClient",
                                               "ns3::UdpEchoServer",
                                               "ns3::UdpServer"};
    if (CHECKED.count(NameOf(application)) == 0)
    {
        return;
    }
    const TypeId protocol = GetProtocol(application);
    const bool isBulk = NameOf(application) == "ns3::BulkSendApplication";
    if (protocol.GetName() != TCP && (isBulk || protocol.GetName() != UDP))
    {
        throw py::value_error("a " + NameOf(application) + " does not work with " +
                              protocol.GetName() + "; give \"" + TCP + "\"" +
                              (isBulk ? "" : " or \"" + UDP + "\""));
    }
    if (!node.GetObject<SocketFactory>(protocol))
    {
        throw py::value_error("node " + std::to_string(node.GetId()) + " has no " +
                              protocol.GetName() +
                              "; install an InternetStackHelper or a VirtualNicHelper on it first");
    }
    CheckAddresses(application);
    CheckPace(application);
    CheckPort(application, node);
}

void
BindNs3Applications(py::module_& m)
{
    py::class_<ApplicationHelper>(m,
                                  "ApplicationHelper",
                                  "Puts applications of one class on nodes.")
        .def(py::init<const std::string&, const py::dict&>(),
             py::arg("type_name"),
             py::arg("attributes"))
        .def(
            "SetAttribute",
            [](ApplicationHelper& self, const std::string& name, const py::object& value) {
                self.Set(name, value);
            },
            py::arg("name"),
            py::arg("value"),
            "Sets an attribute of the applications that Install() will make. Raises "
            "AttributeError for a name, ValueError for a value that it does not take.")
        .def(
            "Install",
            [](const ApplicationHelper& self, const ListArg<Node>& nodes) {
                return self.Install(nodes);
            },
            py::arg("nodes"),
            "Puts one on each node, or name of one, and returns them as an ApplicationContainer.");
}

} // namespace ns3::camcube::python
