/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "service-factory.h"

#include "values.h"

#include "ns3/node.h"
#include "ns3/runtime.h"
#include "ns3/service.h"
#include "ns3/string.h"
#include "ns3/text-parsing.h"

namespace py = pybind11;

namespace ns3::camcube::python
{

ServiceFactory::ServiceFactory(const std::string& type)
{
    TypeId id;
    if (!TypeId::LookupByNameFailSafe(type, &id) || !id.IsChildOf(Service::GetTypeId()) ||
        !id.HasConstructor())
    {
        throw py::value_error("there is no service " + Abridge(type) +
                              "; give the name of a class such as \"ns3::camcube::KeyRouting\"");
    }
    m_factory.SetTypeId(id);
}

void
ServiceFactory::Set(const std::string& name, py::handle value)
{
    m_factory.Set(name, StringValue(CheckAttributeOf(m_factory.GetTypeId(), name, value)));
}

ApplicationContainer
ServiceFactory::Install(const NodeContainer& servers) const
{
    CheckLacking(servers, m_factory.GetTypeId().GetName());
    ApplicationContainer services;
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        const auto service = m_factory.Create<Application>();
        (*server)->AddApplication(service);
        services.Add(service);
    }
    return services;
}

void
CheckLacking(const NodeContainer& servers, const std::string& type)
{
    const TypeId id = TypeId::LookupByName(type);
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        const std::string name = "node " + std::to_string((*server)->GetId());
        if (!(*server)->GetObject<Runtime>())
        {
            throw py::value_error(name + " is no server of a torus; create servers with "
                                         "TorusHelper");
        }
        for (uint32_t i = 0; i < (*server)->GetNApplications(); ++i)
        {
            const TypeId has = (*server)->GetApplication(i)->GetInstanceTypeId();
            if (has == id || has.IsChildOf(id))
            {
                throw py::value_error(name + " has a " + has.GetName() +
                                      " already; install one a server");
            }
        }
    }
}

} // namespace ns3::camcube::python
