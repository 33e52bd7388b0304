/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ENDPOINT_TABLE_H
#define ENDPOINT_TABLE_H

#include "routing-callbacks.h"

#include "ns3/cache-line.h"
#include "ns3/registration.h"

#include <boost/container/flat_map.hpp>
#include <boost/container/small_vector.hpp>
#include <memory>

namespace ns3::camcube
{

/** \ingroup camcube \brief Who receives packets on one server, by endpoint number. */
class EndpointTable
{
  public:
    using Endpoint = RoutingCallbacks::Endpoint;

    EndpointTable() = default;
    EndpointTable(const EndpointTable&) = delete;
    EndpointTable& operator=(const EndpointTable&) = delete;

    ~EndpointTable()
    {
        Clear();
    }

    /**
     * \param owner whose registrations this joins; null for nobody's
     * \param number the endpoint
     * \param receiver who receives
     * \throws std::invalid_argument for no receiver, or a number that is taken
     */
    Registration Add(Registration::List* owner, uint16_t number, Endpoint receiver);

    /** Forgets who receives under a number, if anybody does; what Add() returned undoes nothing
     * then. */
    void Release(uint16_t number)
    {
        m_receivers.erase(number);
    }

    /** \return who receives under a number, kept while it runs; null if nobody does */
    std::shared_ptr<const Endpoint> Find(uint16_t number) const
    {
        const auto found = m_receivers.find(number);
        return found != m_receivers.end() ? found->second : nullptr;
    }

    /** Forgets all, whose registrations then have nothing to undo. */
    void Clear();

    /** Fetches what Find() touches into the cache. */
    void Prefetch() const
    {
        PrefetchLines(&m_receivers, 2);
    }

    /** Fetches what a call touches then. */
    void PrefetchFor(uint16_t number) const
    {
        const auto found = m_receivers.find(number);
        PrefetchLines(found != m_receivers.end() ? found->second.get() : nullptr);
    }

  private:
    using Shared = std::shared_ptr<const Endpoint>; //!< a receiver may undo itself while it runs
    using Receivers =
        boost::container::flat_map<uint16_t,
                                   Shared,
                                   std::less<>,
                                   boost::container::small_vector<std::pair<uint16_t, Shared>, 2>>;

    Receivers m_receivers;                                           //!< by number
    std::vector<std::weak_ptr<Registration::Entry>> m_registrations; //!< who may still undo some
};

} // namespace ns3::camcube

#endif /* ENDPOINT_TABLE_H */
