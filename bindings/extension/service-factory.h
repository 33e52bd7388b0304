/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SERVICE_FACTORY_H
#define SERVICE_FACTORY_H

#include "ns3/application-container.h"
#include "ns3/node-container.h"
#include "ns3/object-factory.h"

#include <pybind11/pybind11.h>
#include <string>

namespace ns3::camcube::python
{

/** Puts services on servers as ServiceHelper does, of a class that is known by its name only. */
class ServiceFactory
{
  public:
    /** \throws pybind11::value_error for a class that is no service */
    explicit ServiceFactory(const std::string& type);

    /** Sets an attribute of the services to be made \throws as CheckAttributeOf() */
    void Set(const std::string& name, pybind11::handle value);

    /**
     * \return the services, in the order of the servers
     * \throws pybind11::value_error for a node that is no server, or has such a service already
     */
    ApplicationContainer Install(const NodeContainer& servers) const;

  private:
    ObjectFactory m_factory; //!< makes them
};

/**
 * Looks for a service, or one that derives from it, on nodes that are to get one.
 * \throws pybind11::value_error for a node that is no server of a torus, or has one
 */
void CheckLacking(const NodeContainer& servers, const std::string& type);

} // namespace ns3::camcube::python

#endif /* SERVICE_FACTORY_H */
