/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CUBE_H
#define CUBE_H

#include "ns3/failure-injector.h"
#include "ns3/torus-helper.h"

#include <map>
#include <pybind11/pybind11.h>
#include <string>

namespace ns3::camcube::python
{

/** A torus with its routing, and what fails in it. */
class Cube
{
  public:
    /**
     * \param kx,ky,kz servers along each axis
     * \param routing "distance-vector", "link-state" or "intact"
     * \param attributes of its ports, cables, routing service and protocol, by name
     * \throws pybind11::value_error for an unknown routing
     * \throws pybind11::type_error for an attribute that none of them has
     */
    Cube(uint32_t kx,
         uint32_t ky,
         uint32_t kz,
         const std::string& routing,
         const pybind11::dict& attributes);

    const TorusHelper& GetTorus() const
    {
        return m_torus;
    }

    /** The same, to trace what it has made. */
    TorusHelper& GetTorus()
    {
        return m_torus;
    }

    const FailureInjector& GetFailures() const
    {
        return m_failures;
    }

    const NodeContainer& GetServers() const
    {
        return m_servers;
    }

    /** \return a server of this cube by its number \throws pybind11::index_error for another */
    Ptr<Node> GetServer(int64_t number) const;

    /**
     * Puts a service of a class, by its name, on all servers.
     * \throws pybind11::value_error for a class that is no service
     * \throws as SetAttributeOf() for an attribute
     */
    void Install(const std::string& type, const pybind11::dict& attributes);

    /**
     * Has cables account for their energy.
     * \param attributes of LinkPower, by name
     * \throws pybind11::type_error for an attribute that it does not have
     * \throws pybind11::value_error for one that comes too late, since they do so already
     */
    void InstallPower(const pybind11::dict& attributes);

    /**
     * Lets links sleep, and has all cables account for their energy.
     * \param attributes of SleepPolicy, LinkSleeper and LinkPower, by name
     * \throws as InstallPower()
     */
    void SleepLinks(const pybind11::dict& attributes);

    /** \name What fails; times since the start; throw as FailureInjector does */
    ///@{
    /** Breaks a share of links drawn at random. \return how many */
    std::size_t FailLinks(double share, Time at, Time spacing);
    /** Breaks a share of servers drawn at random. \return how many */
    std::size_t FailServers(double share, Time at, Time spacing);
    /** Breaks some. */
    void Fail(const FailureInjector::Links& links, Time at, Time spacing);
    void Fail(const NodeContainer& servers, Time at, Time spacing);
    /** Mends all that have been broken by this object. */
    std::size_t RepairLinks(Time at, Time spacing);
    std::size_t RepairServers(Time at, Time spacing);
    /** Mends some. */
    void Repair(const FailureTargets& targets, Time at, Time spacing);
    /** Does what a file says. \return when the last of it happens */
    Time ReadFile(const std::string& file);
    ///@}

    /** \return a server's distance to each (-1 for no path), and its next hops as bits, by server
     */
    pybind11::tuple GetRoutes(uint32_t server) const;

  private:
    TorusHelper m_torus;                  //!< made it
    NodeContainer m_servers;              //!< by number
    FailureInjector m_failures;           //!< breaks and mends it
    FailureInjector::Links m_failedLinks; //!< that are to fail, or have
    NodeContainer m_failedServers;        //!< the same
};

} // namespace ns3::camcube::python

#endif /* CUBE_H */
