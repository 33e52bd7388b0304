/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef HANDLER_LIST_H
#define HANDLER_LIST_H

#include "registration.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Functions that are to be called, each under a number or under all numbers, in the order of their
 * priorities. They may register and undo others, and themselves, while they run.
 */
template <typename F>
class HandlerList
{
  public:
    /** The key of a function that is called for all numbers. */
    static constexpr uint32_t ALL = UINT32_MAX;

    HandlerList() = default;
    HandlerList(const HandlerList&) = delete;
    HandlerList& operator=(const HandlerList&) = delete;

    ~HandlerList()
    {
        Clear();
    }

    /**
     * \param what what the functions are, for a message
     * \param owner whose registrations this joins; null for nobody's
     * \param number under which to call it, or ALL
     * \param priority those of a higher one are called first
     * \param function what is called
     * \throws std::invalid_argument for no function, or if number and priority are taken
     */
    Registration Add(const char* what,
                     Registration::List* owner,
                     uint32_t number,
                     int32_t priority,
                     F function)
    {
        const std::string name =
            std::string(what) + (number == ALL ? "" : " of number " + std::to_string(number));
        for (const Handler& other : m_handlers)
        {
            if (other.number == number && other.priority == priority)
            {
                throw std::invalid_argument("there is a " + name +
                                            " already on this server; cancel its registration, or "
                                            "choose another number or priority");
            }
        }
        return Insert(name, owner, number, priority, std::move(function));
    }

    /** The same where several of one number are usual: in the order in which they come. */
    Registration Append(const char* what, Registration::List* owner, uint32_t number, F function)
    {
        return Insert(what, owner, number, 0, std::move(function));
    }

    bool IsEmpty() const
    {
        return m_handlers.empty();
    }

    /** \return the first function of a number, kept while it runs; null if there is none */
    std::shared_ptr<const F> Find(uint32_t number) const
    {
        for (const Handler& handler : m_handlers)
        {
            if (handler.number == number)
            {
                return handler.function;
            }
        }
        return nullptr;
    }

    /** Calls visit(function) for each that is meant until one answers false. */
    template <typename V>
    void Visit(uint32_t number, V visit) const
    {
        if (m_handlers.empty())
        {
            return;
        }
        const std::vector<Handler> handlers = m_handlers; // the list may change meanwhile
        for (const Handler& handler : handlers)
        {
            const bool isMeant = handler.number == number || handler.number == ALL;
            if (isMeant && handler.entry->IsActive() && !visit(*handler.function))
            {
                return;
            }
        }
    }

    /** Forgets all, whose registrations then have nothing to undo. */
    void Clear()
    {
        for (const Handler& handler : std::exchange(m_handlers, {}))
        {
            handler.entry->Forget();
        }
    }

  private:
    /** One function. */
    struct Handler
    {
        uint32_t number;                            //!< under which it is called, or ALL
        int32_t priority;                           //!< those of a higher one first
        std::shared_ptr<const F> function;          //!< what to call
        std::shared_ptr<Registration::Entry> entry; //!< undoes it
    };

    Registration Insert(const std::string& name,
                        Registration::List* owner,
                        uint32_t number,
                        int32_t priority,
                        F function)
    {
        if (!function)
        {
            throw std::invalid_argument("no function was given for the " + name);
        }
        auto kept = std::make_shared<const F>(std::move(function));
        auto entry =
            std::make_shared<Registration::Entry>([this, key = kept.get()] { Remove(key); });
        const auto behind =
            std::find_if(m_handlers.begin(), m_handlers.end(), [=](const Handler& other) {
                return other.priority < priority;
            });
        m_handlers.insert(behind, {number, priority, std::move(kept), entry});
        return Registration(std::move(entry), owner);
    }

    void Remove(const F* key)
    {
        m_handlers.erase(
            std::remove_if(m_handlers.begin(),
                           m_handlers.end(),
                           [=](const Handler& handler) { return handler.function.get() == key; }),
            m_handlers.end());
    }

    std::vector<Handler> m_handlers; //!< those of a higher priority first
};

} // namespace ns3::camcube

#endif /* HANDLER_LIST_H */
