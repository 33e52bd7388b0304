/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ROUTE_CHANGE_NOTIFIER_H
#define ROUTE_CHANGE_NOTIFIER_H

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Tells the readers of a NextHopTable of its changes: of the next one after a reader said that it
 * waits for one, and of no others. Readers may wait where packets are forwarded, so that says no
 * more than a store.
 */
class RouteChangeNotifier
{
  public:
    /**
     * Has a reader told of changes for which somebody waits.
     * \param reader who it is
     * \param listener what to call; an empty function for nothing any more
     */
    void SetListener(const void* reader, std::function<void()> listener)
    {
        const auto found = std::find_if(m_listeners.begin(),
                                        m_listeners.end(),
                                        [=](const auto& entry) { return entry.first == reader; });
        if (found != m_listeners.end())
        {
            m_listeners.erase(found);
        }
        if (listener)
        {
            m_listeners.emplace_back(reader, std::move(listener));
        }
    }

    /** Has the readers told of the next change: some packet waits for a link, or for a path.
     */
    void Await()
    {
        m_awaited = true;
    }

    /** Whoever fills the table has changed it. */
    void Notify()
    {
        if (std::exchange(m_awaited, false))
        {
            for (std::size_t i = 0; i < m_listeners.size(); ++i)
            {
                const auto listener = m_listeners[i].second; // what it calls may change the list
                listener();
            }
        }
    }

  private:
    using Listener = std::pair<const void*, std::function<void()>>; //!< a reader, what to call

    std::vector<Listener> m_listeners; //!< told of changes, in the order they came
    bool m_awaited{false};             //!< whether one waits
};

} // namespace ns3::camcube

#endif /* ROUTE_CHANGE_NOTIFIER_H */
