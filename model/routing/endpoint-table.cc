/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "endpoint-table.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::camcube
{

Registration
EndpointTable::Add(Registration::List* owner, uint16_t number, Endpoint receiver)
{
    if (!receiver)
    {
        throw std::invalid_argument("no function was given to receive under endpoint " +
                                    std::to_string(number));
    }
    if (m_receivers.find(number) != m_receivers.end())
    {
        throw std::invalid_argument("somebody receives under endpoint " + std::to_string(number) +
                                    " on this server already; cancel that registration, or choose "
                                    "another number");
    }
    auto kept = std::make_shared<const Endpoint>(std::move(receiver));
    auto entry = std::make_shared<Registration::Entry>([this, number, own = std::weak_ptr(kept)] {
        const auto found = m_receivers.find(number);
        if (found != m_receivers.end() && found->second == own.lock()) // not a later one's
        {
            m_receivers.erase(found);
        }
    });
    m_receivers[number] = std::move(kept);
    m_registrations.erase(std::remove_if(m_registrations.begin(),
                                         m_registrations.end(),
                                         [](const auto& other) { return other.expired(); }),
                          m_registrations.end());
    m_registrations.push_back(entry);
    return Registration(std::move(entry), owner);
}

void
EndpointTable::Clear()
{
    m_receivers.clear();
    for (const auto& weak : std::exchange(m_registrations, {}))
    {
        if (const auto entry = weak.lock())
        {
            entry->Forget();
        }
    }
}

} // namespace ns3::camcube
