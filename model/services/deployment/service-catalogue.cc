/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "service-catalogue.h"

#include "ns3/numbered-fact.h"

#include <stdexcept>
#include <utility>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(ServiceCatalogue);

namespace
{

using Latest = std::map<uint16_t, const ServiceImage*>;

const ServiceImage*
FindIn(const Latest& latest, uint16_t number)
{
    const auto found = latest.find(number);
    return found != latest.end() ? found->second : nullptr;
}

void
Require(bool isRight, const ServiceImage& image, const std::string& otherwise)
{
    if (!isRight)
    {
        throw std::invalid_argument("version " + std::to_string(image.version) + " of service \"" +
                                    image.name.substr(0, 64) + "\" " + otherwise);
    }
}

} // namespace

TypeId
ServiceCatalogue::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::ServiceCatalogue")
                            .SetParent<Object>()
                            .SetGroupName("CamCube")
                            .AddConstructor<ServiceCatalogue>();
    return tid;
}

void
ServiceCatalogue::Add(ServiceImage image)
{
    Require(!image.name.empty() && image.name.size() <= NumberedFact::MAX_NAME,
            image,
            "cannot be in a catalogue; give it a name of 1 to " +
                std::to_string(NumberedFact::MAX_NAME) + " bytes");
    Require(image.version > 0, image, "is none; number versions from 1 to 65535");
    Require(!Find(image.name, image.version), image, "is in the catalogue already");
    Require(!image.startUp.IsStrictlyNegative(), image, "cannot start in less than no time");
    Require(image.startUp <= Seconds(3600), image, "takes more than an hour to start");
    const Ptr<Service> sample = image.make ? image.make() : nullptr;
    Require(sample && sample->GetServiceId() != 0,
            image,
            "needs a function that makes a service with an id");
    image.serviceId = sample->GetServiceId();
    const auto isFree = [&](const Latest& latest, uint16_t number) {
        const ServiceImage* other = FindIn(latest, number);
        return !other || other->name == image.name;
    };
    const std::string number = std::to_string(image.serviceId);
    Require(isFree(m_byService, image.serviceId), image, "has id " + number + " of another one");
    Require(!Has(image.name) ||
                m_images.lower_bound({image.name, 0})->second.serviceId == image.serviceId,
            image,
            "has id " + number + ", and other versions have not; give it the same");
    for (uint16_t endpoint : image.endpoints)
    {
        Require(isFree(m_byEndpoint, endpoint),
                image,
                "has endpoint " + std::to_string(endpoint) + " of another one");
    }
    const ServiceImage& kept =
        m_images.emplace(std::make_pair(image.name, image.version), std::move(image)).first->second;
    const auto note = [&](Latest& latest, uint16_t of) {
        const ServiceImage*& last = latest[of];
        last = last && last->version > kept.version ? last : &kept;
    };
    note(m_byService, kept.serviceId);
    for (uint16_t endpoint : kept.endpoints)
    {
        note(m_byEndpoint, endpoint);
    }
}

const ServiceImage*
ServiceCatalogue::Find(const std::string& name, uint16_t version) const
{
    const auto found = m_images.find({name, version});
    return found != m_images.end() ? &found->second : nullptr;
}

bool
ServiceCatalogue::Has(const std::string& name) const
{
    const auto found = m_images.lower_bound({name, 0});
    return found != m_images.end() && found->first.first == name;
}

bool
ServiceCatalogue::IsOnDemand(const std::string& name) const
{
    for (auto i = m_images.lower_bound({name, 0}); i != m_images.end() && i->first.first == name;
         ++i)
    {
        if (i->second.isOnDemand)
        {
            return true;
        }
    }
    return false;
}

const ServiceImage*
ServiceCatalogue::FindEndpoint(uint16_t endpoint) const
{
    return FindIn(m_byEndpoint, endpoint);
}

const ServiceImage*
ServiceCatalogue::FindService(uint16_t serviceId) const
{
    return FindIn(m_byService, serviceId);
}

} // namespace ns3::camcube
