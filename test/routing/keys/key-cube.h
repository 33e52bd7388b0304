/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_CUBE_H
#define KEY_CUBE_H

#include "live-cube.h"

#include "ns3/choose-share.h"
#include "ns3/key-routing.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/service-helper.h"

#include <random>
#include <string>

namespace ns3::camcube
{

/** A cube whose servers route to keys, and what one finds who sees all its cables at once. */
template <typename Helper>
class KeyCubeOf : public LiveCubeOf<Helper>
{
  public:
    using LiveCubeOf<Helper>::GetTorus;
    using LiveCubeOf<Helper>::Servers;
    using LiveCubeOf<Helper>::Size;

    KeyCubeOf(uint32_t kx, uint32_t ky, uint32_t kz)
        : LiveCubeOf<Helper>(kx, ky, kz, Helper(), [](const NodeContainer& servers) {
              ServiceHelper<KeyRouting>().Install(servers);
          })
    {
        for (uint32_t server = 0; server < Size(); ++server)
        {
            m_keys.push_back(ServiceHelper<KeyRouting>::Get(Servers().Get(server)));
        }
    }

    KeyRouting& Keys(uint32_t server) const
    {
        return *m_keys[server];
    }

    Ptr<MultiHopRouting> Routing(uint32_t server) const
    {
        return MultiHopRoutingHelper::Get(Servers().Get(server));
    }

    TorusCoordinate At(uint32_t server) const
    {
        return GetTorus().GetCoordinate(server);
    }

    /** \return the server that another takes for a key's root */
    uint32_t Root(uint32_t seenBy, const Key& key) const
    {
        return GetTorus().GetServer(m_keys[seenBy]->GetRoot(key));
    }

  private:
    std::vector<Ptr<KeyRouting>> m_keys;
};

using KeyCube = KeyCubeOf<DistanceVectorHelper>;

/** \return a key of random bits */
inline Key
DrawKey(std::mt19937& random)
{
    Key key;
    for (uint32_t& word : key.words)
    {
        word = static_cast<uint32_t>(random());
    }
    return key;
}

} // namespace ns3::camcube

#endif /* KEY_CUBE_H */
