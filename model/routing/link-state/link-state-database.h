/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_STATE_DATABASE_H
#define LINK_STATE_DATABASE_H

#include "link-state-message.h"

#include "ns3/flat-hash-map.h"

#include <cstddef>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The newest report of each server's links that has reached one server. Only servers that have ever
 * reported anything take memory: eight bytes and some room each, or four for every server of the
 * cube where that is less.
 *
 * A report stays when all links of its server are up again, for its sequence number distinguishes
 * it from an older one that a part of the cube which was cut off has kept.
 */
class LinkStateDatabase
{
  public:
    /** \param servers how many the cube has */
    explicit LinkStateDatabase(uint32_t servers)
        : m_servers(servers)
    {
    }

    /** \return a server's newest report */
    LinkReport Get(uint32_t server) const
    {
        if (!m_dense.empty())
        {
            return m_dense[server];
        }
        const LinkReport* found = m_sparse.Find(server);
        return found ? *found : LinkReport();
    }

    /** Replaces a server's report. */
    void Set(uint32_t server, LinkReport report);

    /** Calls a function of server and report for each server that has reported anything. */
    template <typename F>
    void ForEach(F function) const
    {
        m_sparse.ForEach(function);
        for (uint32_t server = 0; server < m_dense.size(); ++server)
        {
            if (m_dense[server] != LinkReport())
            {
                function(server, m_dense[server]);
            }
        }
    }

    /** \return the number of servers that report a link down */
    uint32_t GetDamaged() const
    {
        return m_damaged;
    }

    /** \return a number that is the same for equal content, and hardly ever for other content */
    uint64_t GetDigest() const
    {
        return m_digest;
    }

    /** \return bytes on the heap */
    std::size_t GetBytes() const
    {
        return m_sparse.GetBytes() + m_dense.capacity() * sizeof(LinkReport);
    }

  private:
    uint32_t m_servers;               //!< servers of the cube
    FlatHashMap<LinkReport> m_sparse; //!< by server, while these are few
    std::vector<LinkReport> m_dense;  //!< by server, when they are many
    uint32_t m_damaged{0};            //!< servers that report a link down
    uint64_t m_digest{0};             //!< sum of hashes of the reports
};

} // namespace ns3::camcube

#endif /* LINK_STATE_DATABASE_H */
