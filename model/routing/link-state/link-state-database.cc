/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "link-state-database.h"

#include "ns3/fast-random.h"

namespace ns3::camcube
{

namespace
{

/** \return what one report adds to the digest */
uint64_t
DigestOf(uint32_t server, LinkReport report)
{
    return report == LinkReport() ? 0 : FastRandom::Mix(uint64_t{server} << 32 | report.word);
}

} // namespace

void
LinkStateDatabase::Set(uint32_t server, LinkReport report)
{
    const LinkReport old = Get(server);
    m_damaged += !report.GetDown().IsEmpty();
    m_damaged -= !old.GetDown().IsEmpty();
    m_digest += DigestOf(server, report) - DigestOf(server, old);
    if (m_dense.empty() && m_sparse.GetBytesAfterInsert() > m_servers * sizeof(LinkReport))
    {
        m_dense.resize(m_servers);
        m_sparse.ForEach([this](uint32_t key, LinkReport value) { m_dense[key] = value; });
        m_sparse = {};
    }
    if (!m_dense.empty())
    {
        m_dense[server] = report;
    }
    else
    {
        m_sparse.Set(server, report);
    }
}

} // namespace ns3::camcube
