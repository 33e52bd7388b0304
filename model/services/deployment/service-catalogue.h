/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SERVICE_CATALOGUE_H
#define SERVICE_CATALOGUE_H

#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/service.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ns3::camcube
{

/** \ingroup camcube \brief One version of a service, as it lies on the disk of every server. */
struct ServiceImage
{
    std::string name;                   //!< of the service, 1 to 64 bytes
    uint16_t version{1};                //!< from 1 on
    std::function<Ptr<Service>()> make; //!< makes one that is on no server yet
    Time startUp;                       //!< from the decision to start one until it serves
    std::vector<uint16_t> endpoints{};  //!< of multi-hop routing, under which it is asked
    bool isOnDemand{false};             //!< whether the first packet or frame for it starts it
    uint16_t serviceId{0};              //!< found out by ServiceCatalogue::Add
};

/**
 * \ingroup camcube
 *
 * The images of services that all servers have: Deployment finds here what an order names, and
 * whom a packet may summon. Versions of a service share its id and its endpoints; two services
 * share none.
 */
class ServiceCatalogue : public Object
{
  public:
    static TypeId GetTypeId();

    /**
     * Adds an image, of which it makes one service to see its id.
     * \throws std::invalid_argument for a name that is empty or too long, version 0, one that is
     *         there already, nothing that makes a service, a start-up time below 0 or above an
     * hour, or an id or endpoint of another service, or another id than that of other versions
     */
    void Add(ServiceImage image);

    /** \return a version of a service, for good; null if there is none */
    const ServiceImage* Find(const std::string& name, uint16_t version) const;

    /** \return whether there is any version of a service */
    bool Has(const std::string& name) const;

    /** \return whether a packet or frame may start any version of a service */
    bool IsOnDemand(const std::string& name) const;

    /** \return the latest version of the service that is asked under an endpoint; null for none */
    const ServiceImage* FindEndpoint(uint16_t endpoint) const;

    /** \return the latest version of the service with an id; null for none */
    const ServiceImage* FindService(uint16_t serviceId) const;

  private:
    std::map<std::pair<std::string, uint16_t>, ServiceImage> m_images; //!< by name and version
    std::map<uint16_t, const ServiceImage*> m_byEndpoint;              //!< the latest of each
    std::map<uint16_t, const ServiceImage*> m_byService;               //!< the latest of each
};

} // namespace ns3::camcube

#endif /* SERVICE_CATALOGUE_H */
