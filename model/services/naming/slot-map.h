/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SLOT_MAP_H
#define SLOT_MAP_H

#include "ns3/key.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Which names belong to which slot, and which servers are to keep it: those nearest to its place in
 * the intact cube; of equally near ones a hash of slot and server decides.
 */
class SlotMap
{
  public:
    using Servers = std::vector<uint32_t>;            //!< by their numbers
    using ServerTest = std::function<bool(uint32_t)>; //!< answers for a server

    /**
     * \param torus the cube, which must live as long
     * \param slotsPerPlace slots of each coordinate
     * \param replicas servers that keep a slot
     */
    SlotMap(const Torus& torus, uint32_t slotsPerPlace, uint32_t replicas)
        : m_torus(torus),
          m_slotsPerPlace(slotsPerPlace),
          m_replicas(replicas)
    {
    }

    /** \return the number of slots */
    uint32_t GetSize() const
    {
        return m_torus.GetNServers() * m_slotsPerPlace;
    }

    /** \return the slot of a name */
    uint32_t GetSlot(const std::string& name) const;

    /**
     * \param slot which one
     * \param isThere whether a server is there to keep it
     * \param more how many servers more than keep it
     * \return the first that are there, by their distance from the slot's place
     */
    Servers FindServers(uint32_t slot, const ServerTest& isThere, uint32_t more = 0) const;

    /** \return the slots at the places of which a server keeps some, if some servers are there */
    std::vector<uint32_t> FindSlots(uint32_t server, const ServerTest& isThere) const;

  private:
    const Torus& m_torus;     //!< the cube
    uint32_t m_slotsPerPlace; //!< slots of each coordinate
    uint32_t m_replicas;      //!< servers that keep a slot
};

} // namespace ns3::camcube

#endif /* SLOT_MAP_H */
