/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_SPACE_H
#define KEY_SPACE_H

#include "ns3/key.h"
#include "ns3/multi-hop-routing.h"

#include <functional>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What one server knows of keys: on which servers they are kept, as its routes say. The root of a
 * key is the first of its heirs that can be reached, its replicas the first few. In an intact cube
 * a root costs nothing; otherwise the rings about the key's place are searched as far as needed.
 */
class KeySpace : public Service
{
  public:
    using Servers = std::vector<TorusCoordinate>;

    /** Told of a server that has left or joined. */
    using Joined = std::function<void(const TorusCoordinate& server, bool hasJoined)>;

    explicit KeySpace(uint16_t serviceId);

    /** \name Servers; std::logic_error while this service or multi-hop routing is not deployed */
    ///@{
    /** \return the first of a key's heirs that can be reached, which keeps it */
    TorusCoordinate GetRoot(const Key& key) const;

    /** \return the first heirs that can be reached, so many if there are; the root comes first */
    Servers GetReplicas(const Key& key, std::size_t count) const;

    /** \return the same, by its name in the common API */
    Servers ReplicaSet(const Key& key, std::size_t maxRank) const;

    /** \return neighbours by which a packet may go; if safe, those only whose links are up now */
    Servers LocalLookup(const Key& key, std::size_t count, bool isSafe = true) const;

    /** \return the other servers nearest to this one */
    Servers NeighborSet(std::size_t count) const;

    /** \return the places of whose keys, all or some, a server keeps replicas */
    Servers Range(const TorusCoordinate& server, std::size_t replicas = 1) const;
    ///@}

    /** Calls a function when routes have settled and others share the keys that this keeps. */
    Registration OnRangeChanged(Service* owner, std::function<void()> fn, uint32_t replicas = 1);

    /** Calls a function when routes have settled, for each change of NeighborSet(count). */
    Registration Update(Service* owner, Joined fn, uint32_t count = 6);

  protected:
    void Placed() override;
    void Withdrawing() override;
    bool NeedsPlace() const override;

    /** \throws std::logic_error while this service is not deployed */
    const Torus& GetTorus() const;

    /** \return what carries packets, null while this service is not deployed */
    const Ptr<MultiHopRouting>& PeekRouting() const
    {
        return m_routing;
    }

    /** \return this server */
    const TorusCoordinate& GetHere() const
    {
        return m_here;
    }

  private:
    template <typename F, typename G, typename T>
    Registration Watch(Service* owner, const F& fn, G get, T tell);
    void Look() const;

    Ptr<MultiHopRouting> m_routing;                 //!< knows the routes, while deployed
    TorusCoordinate m_here;                         //!< this server
    Registration m_routesChanged;                   //!< is told of changes
    HandlerList<std::function<void()>> m_listeners; //!< look whether they matter
};

} // namespace ns3::camcube

#endif /* KEY_SPACE_H */
