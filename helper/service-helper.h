/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SERVICE_HELPER_H
#define SERVICE_HELPER_H

#include "attribute-check.h"

#include "ns3/application-container.h"
#include "ns3/attribute.h"
#include "ns3/cube-partition.h"
#include "ns3/node-container.h"
#include "ns3/runtime.h"
#include "ns3/service.h"

#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Puts services of a class on servers of a cube: no helper to write for a service of one's own.
 *
 * \code
 * ServiceHelper<Echo> echo;
 * echo.SetAttribute("Weight", UintegerValue(2));
 * echo.Install(servers);
 * \endcode
 *
 * \tparam T a Service that is made without arguments; one without a TypeId of its own has the
 *         attributes of the class that it derives from
 */
template <typename T>
class ServiceHelper
{
    static_assert(std::is_base_of_v<Service, T>,
                  "ServiceHelper installs classes derived from "
                  "ns3::camcube::Service");

  public:
    /**
     * Sets an attribute of the services that Install() will make.
     * \throws std::invalid_argument for a name or a value that the class does not take
     */
    void SetAttribute(const std::string& name, const AttributeValue& value)
    {
        CheckAttribute(T::GetTypeId().GetName(), name, value);
        m_attributes.emplace_back(name, value.Copy());
    }

    /**
     * \return the services, in the order of the servers, without those of other processes
     * \throws std::invalid_argument for a node that is no server of a cube
     */
    ApplicationContainer Install(const NodeContainer& servers) const
    {
        ApplicationContainer services;
        for (auto server = servers.Begin(); server != servers.End(); ++server)
        {
            if (CubePartition::IsElsewhere(*server))
            {
                continue;
            }
            if (!(*server)->GetObject<Runtime>())
            {
                throw std::invalid_argument("node " + std::to_string((*server)->GetId()) +
                                            " is no server of a cube; create servers with "
                                            "TorusHelper");
            }
            Ptr<T> service = CreateObject<T>();
            for (const auto& [name, value] : m_attributes)
            {
                service->SetAttribute(name, *value);
            }
            (*server)->AddApplication(service);
            services.Add(service);
        }
        return services;
    }

    /** \return the service of this class on a server, null if there is none, or no server */
    static Ptr<T> Get(const Ptr<Node>& server)
    {
        const Ptr<Runtime> runtime = server ? server->GetObject<Runtime>() : nullptr;
        return runtime ? runtime->template Find<T>() : nullptr;
    }

    /**
     * Fixes the random streams of services that have an AssignStreams(). Services of other
     * processes use as many as each here.
     * \return streams used
     */
    static int64_t AssignStreams(const NodeContainer& servers, int64_t stream)
    {
        int64_t used = 0;
        if (CubePartition::Get())
        {
            int64_t each = 0;
            for (uint32_t i = 0; i < servers.GetN(); ++i)
            {
                if (Ptr<T> service = Get(servers.Get(i)))
                {
                    each = service->AssignStreams(stream); // to learn how many
                    service->AssignStreams(stream + i * each);
                }
            }
            return servers.GetN() * each;
        }
        for (auto server = servers.Begin(); server != servers.End(); ++server)
        {
            if (Ptr<T> service = Get(*server))
            {
                used += service->AssignStreams(stream + used);
            }
        }
        return used;
    }

  private:
    std::vector<std::pair<std::string, Ptr<const AttributeValue>>> m_attributes; //!< to be set
};

} // namespace ns3::camcube

#endif /* SERVICE_HELPER_H */
