/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "deployment.h"

#include "hosted-service.h"

#include "ns3/boolean.h"
#include "ns3/fact-flood.h"
#include "ns3/pointer.h"
#include "ns3/runtime.h"
#include "ns3/uinteger.h"

#include <stdexcept>
#include <utility>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(Deployment);

TypeId
Deployment::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::Deployment")
            .SetParent<Service>()
            .SetGroupName("CamCube")
            .AddConstructor<Deployment>()
            .AddAttribute(
                "Catalogue",
                "The images of services, a ServiceCatalogue, the same on all servers; the "
                "same for good once services of it have been started",
                PointerValue(),
                MakePointerAccessor(&Deployment::SetCatalogue, &Deployment::GetCatalogue),
                MakePointerChecker<ServiceCatalogue>())
            .AddAttribute(
                "TellAll",
                "Whether all servers hear of an order given here, so that any of them may "
                "give the next one, or those only whom it concerns",
                BooleanValue(false),
                MakeBooleanAccessor(&Deployment::m_tellsAll),
                MakeBooleanChecker())
            .AddAttribute("RetryTime",
                          "Time until an order is sent again to a neighbor that has not confirmed "
                          "it, the first time; doubled each time",
                          TimeValue(MilliSeconds(1)),
                          MakeTimeAccessor(&Deployment::m_retryTime),
                          MakeTimeChecker(NanoSeconds(1), Seconds(3600)))
            .AddAttribute("DrainTime",
                          "Time that a service has to send what it holds before it is withdrawn "
                          "nevertheless",
                          TimeValue(MilliSeconds(10)),
                          MakeTimeAccessor(&Deployment::m_drainTime),
                          MakeTimeChecker(Time(0), Seconds(3600)))
            .AddAttribute("HoldLimit",
                          "Packets and frames that may wait for a service to start",
                          UintegerValue(64),
                          MakeUintegerAccessor(&Deployment::m_holdLimit),
                          MakeUintegerChecker<uint32_t>())
            .AddTraceSource("Started",
                            "A version of a service has been deployed here: name, version",
                            MakeTraceSourceAccessor(&Deployment::m_startedTrace),
                            "ns3::camcube::Deployment::VersionCallback")
            .AddTraceSource("Ended",
                            "A version of a service has been withdrawn here: name, version",
                            MakeTraceSourceAccessor(&Deployment::m_endedTrace),
                            "ns3::camcube::Deployment::VersionCallback")
            .AddTraceSource("Summoned",
                            "What has come for a service has it started: name, version",
                            MakeTraceSourceAccessor(&Deployment::m_summonedTrace),
                            "ns3::camcube::Deployment::VersionCallback");
    return tid;
}

Deployment::Deployment()
    : Service(SERVICE_ID)
{
}

Deployment::~Deployment() = default;

void
Deployment::SetCatalogue(Ptr<ServiceCatalogue> catalogue)
{
    // Its images are referred to from then on.
    if (catalogue != m_catalogue && (IsDeployed() || !m_hosted.empty()))
    {
        throw std::logic_error("a Deployment was given another catalogue while it is deployed or "
                               "after it has started services; add images to the one that it has");
    }
    m_catalogue = std::move(catalogue);
}

Ptr<ServiceCatalogue>
Deployment::GetCatalogue() const
{
    return m_catalogue;
}

bool
Deployment::NeedsPlace() const
{
    return true;
}

void
Deployment::Placed()
{
    if (!m_catalogue)
    {
        throw std::invalid_argument("Deployment has no services to deploy; give it a "
                                    "ServiceCatalogue by attribute Catalogue");
    }
    m_routing = GetRuntime().Require<MultiHopRouting>();
    m_counters = DeploymentCounters();
    m_takers = {
        m_routing->OnUnknownEndpoint(
            this,
            [this](FramePtr& packet, const RoutingHeader& header) {
                return Take(m_catalogue->FindEndpoint(header.endpoint), packet, PortSet::MAX_PORTS);
            }),
        GetRuntime().OnUnknownService(this, [this](FramePtr& frame, uint8_t port) {
            return Take(m_catalogue->FindService(frame->GetService()), frame, port);
        })};
    m_flood = std::make_unique<FactFlood>(
        m_routing,
        this,
        ENDPOINT,
        m_retryTime,
        [this](const DeploymentOrder& order) {
            return m_catalogue->Has(order.name) &&
                   (order.value == 0 || m_catalogue->Find(order.name, order.value));
        },
        [this](const DeploymentOrder& order) { Ordered(order); },
        m_counters);
}

void
Deployment::Withdrawing()
{
    m_takers = {};
    m_flood = nullptr;
    for (auto& [name, hosted] : m_hosted)
    {
        hosted->End();
    }
}

void
Deployment::DoDispose()
{
    m_flood = nullptr;
    m_hosted.clear();
    m_routing = nullptr;
    m_catalogue = nullptr;
    Service::DoDispose();
}

FactFlood&
Deployment::RequireFlood() const
{
    if (!m_flood || !m_routing->IsDeployed())
    {
        throw std::logic_error("an order was given while Deployment or MultiHopRouting is not "
                               "deployed on this server; install them to start before");
    }
    return *m_flood;
}

void
Deployment::RollOut(const std::string& name, uint16_t version, const TorusRegion& region)
{
    FactFlood& flood = RequireFlood();
    const std::string what =
        "version " + std::to_string(version) + " of service \"" + name.substr(0, 64) + "\"";
    if (!m_catalogue->Find(name, version))
    {
        throw std::invalid_argument("there is no " + what +
                                    " to be rolled out; add it to the "
                                    "catalogue");
    }
    if (!region.IsInside(GetRuntime().GetTorus()))
    {
        throw std::invalid_argument("a torus of " + GetRuntime().GetTorus().GetName() + " has no " +
                                    region.GetName() + " to roll " + what +
                                    " out in; choose one inside it");
    }
    const DeploymentOrder* last = flood.Find(name);
    if (last && last->value == version && last->region == region)
    {
        throw std::invalid_argument(what + " has been rolled out in the " + region.GetName() +
                                    " already");
    }
    flood.Give({name, version, region, {}, 0, {}}, MustTellAll(name));
}

void
Deployment::TakeDown(const std::string& name)
{
    FactFlood& flood = RequireFlood();
    if (!m_catalogue->Has(name))
    {
        throw std::invalid_argument("there is no service \"" + name.substr(0, 64) +
                                    "\" in the catalogue to be taken down");
    }
    const DeploymentOrder* last = flood.Find(name);
    const bool isEverywhere = !last || m_catalogue->IsOnDemand(name);
    const TorusRegion region =
        isEverywhere ? TorusRegion::Whole(GetRuntime().GetTorus()) : last->region;
    flood.Give({name, 0, region, {}, 0, {}}, MustTellAll(name));
}

bool
Deployment::MustTellAll(const std::string& name) const
{
    // What packets have summoned may run anywhere.
    return m_tellsAll || m_catalogue->IsOnDemand(name);
}

uint16_t
Deployment::GetVersion(const std::string& name) const
{
    const auto found = m_hosted.find(name);
    const ServiceImage* running = found != m_hosted.end() ? found->second->GetRunning() : nullptr;
    return running ? running->version : 0;
}

const DeploymentOrder*
Deployment::GetOrder(const std::string& name) const
{
    return m_flood ? m_flood->Find(name) : nullptr;
}

bool
Deployment::IsOrderedHere(const std::string& name) const
{
    const DeploymentOrder* order = GetOrder(name);
    return order && order->region.Contains(GetRuntime().GetTorus(), GetRuntime().GetCoordinate());
}

void
Deployment::Ordered(const DeploymentOrder& order)
{
    const ServiceImage* image =
        IsOrderedHere(order.name) ? m_catalogue->Find(order.name, order.value) : nullptr;
    if (image || m_hosted.count(order.name) > 0)
    {
        GetHosted(order.name).Want(image);
    }
}

HostedService&
Deployment::GetHosted(const std::string& name)
{
    std::unique_ptr<HostedService>& hosted = m_hosted[name];
    if (!hosted)
    {
        hosted = std::make_unique<HostedService>(HostedService::Host{
            GetNode(),
            m_routing,
            m_drainTime,
            m_holdLimit,
            m_counters,
            [this](const ServiceImage& image) { m_startedTrace(image.name, image.version); },
            [this](const ServiceImage& image) { m_endedTrace(image.name, image.version); }});
    }
    return *hosted;
}

bool
Deployment::Take(const ServiceImage* image, FramePtr& frame, uint8_t port)
{
    if (!image)
    {
        return false; // of somebody else
    }
    HostedService& hosted = GetHosted(image->name);
    const bool isSummoned =
        image->isOnDemand && !IsOrderedHere(image->name) && hosted.CanSummon(*image);
    if (isSummoned)
    {
        ++m_counters.summoned;
        hosted.Want(image);
    }
    const bool isHeld = hosted.Hold(frame, port);
    ++(isHeld ? m_counters.held : m_counters.refused);
    if (isSummoned)
    {
        m_summonedTrace(image->name, image->version); // last: who is told may withdraw this
    }
    return isHeld;
}

} // namespace ns3::camcube
