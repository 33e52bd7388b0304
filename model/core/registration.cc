/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "registration.h"

#include <algorithm>
#include <utility>

namespace ns3::camcube
{

void
Registration::Entry::Undo()
{
    if (const auto undo = std::exchange(m_undo, nullptr))
    {
        undo();
    }
}

void
Registration::List::Add(const std::shared_ptr<Entry>& entry)
{
    // Owners that register again and again keep no list of what is past.
    m_entries.erase(std::remove_if(m_entries.begin(),
                                   m_entries.end(),
                                   [](const auto& other) { return other.expired(); }),
                    m_entries.end());
    m_entries.push_back(entry);
}

void
Registration::List::Clear()
{
    for (const auto& weak : std::exchange(m_entries, {}))
    {
        if (const auto entry = weak.lock())
        {
            entry->Undo();
        }
    }
}

Registration::Registration(std::shared_ptr<Entry> entry, List* owner)
    : m_entry(std::move(entry))
{
    if (owner)
    {
        owner->Add(m_entry);
    }
}

Registration&
Registration::operator=(Registration&& other) noexcept
{
    if (this != &other)
    {
        Cancel();
        m_entry = std::move(other.m_entry);
    }
    return *this;
}

Registration::~Registration()
{
    Cancel();
}

void
Registration::Cancel()
{
    if (const auto entry = std::exchange(m_entry, nullptr))
    {
        entry->Undo();
    }
}

} // namespace ns3::camcube
