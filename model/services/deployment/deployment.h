/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DEPLOYMENT_H
#define DEPLOYMENT_H

#include "deployment-counters.h"
#include "service-catalogue.h"

#include "ns3/multi-hop-routing.h"
#include "ns3/numbered-fact.h"
#include "ns3/traced-callback.h"

#include <array>
#include <map>
#include <memory>
#include <string>

namespace ns3::camcube
{

class FactFlood;
class HostedService;

/**
 * \ingroup camcube
 * \brief All there is to say about one service: its value is the version that is to run, 0 for
 * none, on all servers of its region and on no other.
 */
using DeploymentOrder = NumberedFact;

/**
 * \ingroup camcube
 *
 * Deploys services of a catalogue, and withdraws them, on all servers of a region, while the cube
 * works. An order may be given at any server; the servers spread it among themselves, and each
 * starts and withdraws its own services. A new version takes the place of an old one without losing
 * what that holds or what comes meanwhile. A service that its image says so is started by the first
 * packet or frame for it, which waits. Install it on all servers.
 *
 * Source: Costa et al., WREN 2009, section 4.6; Madhavapeddy et al.: Jitsu, NSDI 2015.
 */
class Deployment : public Service
{
  public:
    static constexpr uint16_t SERVICE_ID = 22; //!< on the server; it has no frames of its own
    static constexpr uint16_t ENDPOINT = 22;   //!< of its packets, which multi-hop routing carries

    /** Of trace sources Started, Ended and Summoned. */
    typedef void (*VersionCallback)(const std::string& name, uint16_t version);

    static TypeId GetTypeId();
    Deployment();
    ~Deployment() override;

    /**
     * Gives an order: this version of a service, and no other, is to run on all servers of a
     * region, and none on any other.
     *
     * \param name of the service
     * \param version one that the catalogue has
     * \param region where it is to run
     *
     * \throws std::invalid_argument for a service or version that the catalogue does not have, a
     *         region that is not inside the cube, or the order that holds already
     * \throws std::logic_error while this or the multi-hop routing service is not deployed
     */
    void RollOut(const std::string& name, uint16_t version, const TorusRegion& region);

    /**
     * Gives an order that a service is to run nowhere any more, summoned or not; nor is it summoned
     * again before another order.
     * \param name of the service
     * \throws std::invalid_argument for one of which the catalogue has no version
     * \throws std::logic_error as RollOut()
     */
    void TakeDown(const std::string& name);

    /** \return the version of a service that runs on this server; 0 for none */
    uint16_t GetVersion(const std::string& name) const;

    /** \return the latest order for a service that this server knows; null for none */
    const DeploymentOrder* GetOrder(const std::string& name) const;

    /** \return what has happened here since the last deployment of this service */
    const DeploymentCounters& GetCounters() const
    {
        return m_counters;
    }

  protected:
    void DoDispose() override;
    bool NeedsPlace() const override;
    void Placed() override;
    void Withdrawing() override;

  private:
    void SetCatalogue(Ptr<ServiceCatalogue> catalogue);
    Ptr<ServiceCatalogue> GetCatalogue() const;
    FactFlood& RequireFlood() const;
    void Ordered(const DeploymentOrder& order);
    bool Take(const ServiceImage* image, FramePtr& frame, uint8_t port);
    HostedService& GetHosted(const std::string& name);
    bool IsOrderedHere(const std::string& name) const;
    bool MustTellAll(const std::string& name) const;

    Ptr<ServiceCatalogue> m_catalogue; //!< attribute Catalogue
    bool m_tellsAll;                   //!< attribute TellAll
    Time m_retryTime;                  //!< attribute RetryTime
    Time m_drainTime;                  //!< attribute DrainTime
    uint32_t m_holdLimit;              //!< attribute HoldLimit
    DeploymentCounters m_counters;     //!< what has happened
    Ptr<MultiHopRouting> m_routing;    //!< carries packets
    /** Services that were started here, by name. */
    std::map<std::string, std::unique_ptr<HostedService>> m_hosted;
    std::unique_ptr<FactFlood> m_flood;   //!< spreads orders, while deployed
    std::array<Registration, 2> m_takers; //!< of what comes for services not here
    TracedCallback<const std::string&, uint16_t> m_startedTrace;  //!< a version runs here
    TracedCallback<const std::string&, uint16_t> m_endedTrace;    //!< it does so no more
    TracedCallback<const std::string&, uint16_t> m_summonedTrace; //!< it is being started on demand
};

} // namespace ns3::camcube

#endif /* DEPLOYMENT_H */
