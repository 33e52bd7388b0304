/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef STRUCTURE_OF_H
#define STRUCTURE_OF_H

#include "cable-list.h"
#include "topology-structure.h"

namespace ns3::camcube
{

/** \ingroup camcube \brief What the structures of all topologies owe to their geometry alike. */
template <typename Topology>
class StructureOf : public TopologyStructure
{
  public:
    explicit StructureOf(const Topology& topology)
        : m_topology(topology)
    {
    }

    std::string GetInstance() const override
    {
        return m_topology.GetName();
    }

    TopologyGraph BuildGraph() const override
    {
        const Counts counts = GetCounts();
        return {static_cast<uint32_t>(counts.servers),
                static_cast<uint32_t>(counts.switches),
                ListCables(m_topology)};
    }

  protected:
    Topology m_topology; //!< the geometry
};

} // namespace ns3::camcube

#endif /* STRUCTURE_OF_H */
