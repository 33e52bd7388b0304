/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DEPLOYED_CUBE_H
#define DEPLOYED_CUBE_H

#include "live-cube.h"

#include "ns3/deployment.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/pointer.h"
#include "ns3/runtime.h"
#include "ns3/service-helper.h"
#include "ns3/torus-ring.h"

#include <functional>
#include <memory>
#include <string>

namespace ns3::camcube
{

/** The number of the services of these tests, and of their endpoint. */
constexpr uint16_t DEPLOYED = 4711;

/** A service that does nothing but receive. */
class DeployedService : public Service
{
  public:
    using Receiver = std::function<void(const DeployedService& service, const Packet& packet)>;

    explicit DeployedService(uint16_t version, Receiver receiver = nullptr, bool isBroken = false)
        : Service(DEPLOYED),
          version(version),
          m_receiver(std::move(receiver)),
          m_isBroken(isBroken)
    {
    }

    /** \return an image of it */
    static ServiceImage MakeImage(uint16_t version,
                                  Time startUp,
                                  const Receiver& receiver = nullptr,
                                  bool isOnDemand = false,
                                  bool isBroken = false)
    {
        return {"deployed",
                version,
                [=]() -> Ptr<Service> {
                    return CompleteConstruct(new DeployedService(version, receiver, isBroken));
                },
                startUp,
                {DEPLOYED},
                isOnDemand};
    }

    void Receive(FramePtr frame, uint8_t) override
    {
        Got(*frame->GetPayload());
    }

    const uint16_t version;

  protected:
    void Placed() override
    {
        if (m_isBroken)
        {
            throw std::logic_error("this version does not work");
        }
        m_endpoint = GetRuntime().Require<MultiHopRouting>()->AddEndpoint(
            this,
            DEPLOYED,
            [this](FramePtr frame, const RoutingHeader&) { Got(*frame->GetPayload()); });
    }

  private:
    void Got(const Packet& packet) const
    {
        if (m_receiver)
        {
            m_receiver(*this, packet);
        }
    }

    Receiver m_receiver;
    bool m_isBroken;
    Registration m_endpoint;
};

/** A cube with Deployment on all servers. */
class DeployedCube : public LiveCube
{
  public:
    using Adjust = std::function<void(ServiceHelper<Deployment>& helper)>;

    DeployedCube(uint32_t kx,
                 uint32_t ky,
                 uint32_t kz,
                 const Ptr<ServiceCatalogue>& catalogue,
                 const Adjust& adjust = nullptr)
        : LiveCube(kx, ky, kz, DistanceVectorHelper(), [&](const NodeContainer& servers) {
              ServiceHelper<Deployment> helper;
              helper.SetAttribute("Catalogue", PointerValue(catalogue));
              if (adjust)
              {
                  adjust(helper);
              }
              helper.Install(servers);
          })
    {
    }

    /** \return a catalogue with some versions of DeployedService */
    static Ptr<ServiceCatalogue> MakeCatalogue(uint16_t versions, Time startUp)
    {
        const auto catalogue = CreateObject<ServiceCatalogue>();
        for (uint16_t version = 1; version <= versions; ++version)
        {
            catalogue->Add(DeployedService::MakeImage(version, startUp));
        }
        return catalogue;
    }

    Deployment& On(uint32_t server) const
    {
        return *ServiceHelper<Deployment>::Get(Servers().Get(server));
    }

    MultiHopRouting& RoutingOn(uint32_t server) const
    {
        return *MultiHopRoutingHelper::Get(Servers().Get(server));
    }

    TorusCoordinate At(uint32_t server) const
    {
        return GetTorus().GetCoordinate(server);
    }

    uint16_t GetVersion(uint32_t server) const
    {
        return On(server).GetVersion("deployed");
    }

    /** \return servers of one part of the cube that do not run what the latest order known there
     *          says */
    uint32_t CountWrong() const
    {
        const std::vector<uint32_t> parts = FindParts();
        std::vector<const DeploymentOrder*> latest(Size());
        for (uint32_t server = 0; server < Size(); ++server)
        {
            const DeploymentOrder* order = On(server).GetOrder("deployed");
            const DeploymentOrder*& last = latest[parts[server]];
            if (order && (!last || order->IsNewerThan(*last)))
            {
                last = order;
            }
        }
        uint32_t wrong = 0;
        for (uint32_t server = 0; server < Size(); ++server)
        {
            const DeploymentOrder* order = latest[parts[server]];
            const bool isMeant = order && order->region.Contains(GetTorus(), At(server));
            const DeploymentOrder* known = On(server).GetOrder("deployed");
            const bool hasToKnow = order && order->scope.Contains(GetTorus(), At(server));
            wrong += GetVersion(server) != (isMeant ? order->value : 0) ||
                     (hasToKnow && !(known && known->IsSameAs(*order)));
        }
        return wrong;
    }

    DeploymentCounters Sum() const
    {
        DeploymentCounters sum;
        for (uint32_t server = 0; server < Size(); ++server)
        {
            sum += On(server).GetCounters();
        }
        return sum;
    }
};

} // namespace ns3::camcube

#endif /* DEPLOYED_CUBE_H */
