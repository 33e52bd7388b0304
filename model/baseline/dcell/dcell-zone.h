/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DCELL_ZONE_H
#define DCELL_ZONE_H

#include "ns3/dcell.h"
#include "ns3/link-state-table.h"

#include <optional>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The cell of which a server of a DCell knows all failures: DCell_b of the paper's DFR (Guo et
 * al., SIGCOMM 2008, section 4.3). Inside, packets take shortest paths around what is known to be
 * down; on an intact zone they take those of DCellRouting.
 */
class DcellZone
{
  public:
    /**
     * \param dcell the topology
     * \param level b, 0 to k
     * \param server whose zone it is
     */
    DcellZone(const Dcell& dcell, uint32_t level, uint32_t server);

    /** \return b */
    uint32_t GetLevel() const
    {
        return m_level;
    }

    /** Look again. \param table what is known of ports that are down in the zone */
    void Update(const LinkStateTable& table);

    /** \return whether a path inside the zone leads to a server of it; to itself always */
    bool CanReach(uint32_t server) const
    {
        return m_hops.empty() || m_hops[server - m_first].has_value();
    }

    /** \return the first hop of it, to a server that CanReach() and that is not its own */
    Dcell::Hop GetNextHop(uint32_t server) const
    {
        return m_hops.empty() ? m_dcell.GetNextHop(m_server, server) : *m_hops[server - m_first];
    }

    /** A cable that leads out of the zone. */
    struct Exit
    {
        uint32_t server; //!< its near end
        uint32_t level;  //!< b+1 to k
    };

    /** \return the exits of a level that are up at servers that can be reached, by server */
    std::vector<Exit> GetExits(uint32_t level, const LinkStateTable& table) const;

  private:
    Dcell m_dcell;     //!< the topology
    uint32_t m_level;  //!< b
    uint32_t m_server; //!< whose zone it is
    uint32_t m_first;  //!< the first server of the zone
    uint32_t m_size;   //!< how many it has

    /** By server from the first on, the first hop there; empty: nothing is down. */
    std::vector<std::optional<Dcell::Hop>> m_hops;
};

} // namespace ns3::camcube

#endif /* DCELL_ZONE_H */
