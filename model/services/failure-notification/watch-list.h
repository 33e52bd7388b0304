/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WATCH_LIST_H
#define WATCH_LIST_H

#include "ns3/registration.h"

#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Who is to be told once of what.
 *
 * \tparam K what is watched, ordered
 * \tparam Args what is told of it
 */
template <typename K, typename... Args>
class WatchList
{
  public:
    using Receiver = std::function<void(Args...)>; //!< is told
    using Ended = std::function<void(const K&)>;   //!< is called

    /** \param ended is called when nobody is left who watches something, but not told of it */
    explicit WatchList(Ended ended = nullptr)
        : m_ended(std::move(ended))
    {
    }

    WatchList(const WatchList&) = delete;
    WatchList& operator=(const WatchList&) = delete;

    ~WatchList()
    {
        Clear();
    }

    /**
     * \param owner whose registrations this joins; null for nobody's
     * \param what is watched
     * \param receiver is told
     * \throws std::invalid_argument for no receiver
     */
    Registration Add(Registration::List* owner, const K& what, Receiver receiver)
    {
        if (!receiver)
        {
            throw std::invalid_argument("no function was given that is to be told of a failure");
        }
        auto kept = std::make_shared<const Receiver>(std::move(receiver));
        auto entry = std::make_shared<Registration::Entry>(
            [this, what, key = kept.get()] { Remove(what, key); });
        m_watches.emplace(what, Watch{std::move(kept), entry});
        return Registration(std::move(entry), owner);
    }

    /** \return whether anybody watches it */
    bool Has(const K& what) const
    {
        return m_watches.count(what) > 0;
    }

    /** Calls visit(what) for all that is watched, in order; it must change nothing here. */
    template <typename V>
    void Visit(V visit) const
    {
        for (auto watch = m_watches.begin(); watch != m_watches.end();
             watch = m_watches.upper_bound(watch->first))
        {
            visit(watch->first);
        }
    }

    /** Tells all who watch something; they may watch it again. */
    void Tell(const K& what, Args... args)
    {
        const auto [first, last] = m_watches.equal_range(what);
        const std::vector<std::pair<const K, Watch>> told(first, last);
        m_watches.erase(first, last);
        for (const auto& [key, watch] : told)
        {
            if (watch.entry->IsActive()) // who was told before may have ended it
            {
                watch.entry->Forget();
                (*watch.receiver)(args...);
            }
        }
    }

    /** Forgets all. */
    void Clear()
    {
        for (auto& [what, watch] : std::exchange(m_watches, {}))
        {
            watch.entry->Forget();
        }
    }

  private:
    /** Who is to be told. */
    struct Watch
    {
        std::shared_ptr<const Receiver> receiver;   //!< what to call
        std::shared_ptr<Registration::Entry> entry; //!< ends it
    };

    void Remove(const K& what, const Receiver* key)
    {
        const auto [first, last] = m_watches.equal_range(what);
        for (auto watch = first; watch != last; ++watch)
        {
            if (watch->second.receiver.get() == key)
            {
                m_watches.erase(watch);
                break;
            }
        }
        if (m_ended && !Has(what))
        {
            m_ended(what);
        }
    }

    Ended m_ended;                     //!< empty for none
    std::multimap<K, Watch> m_watches; //!< by what they watch, in the order they came
};

} // namespace ns3::camcube

#endif /* WATCH_LIST_H */
