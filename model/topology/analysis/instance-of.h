/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef INSTANCE_OF_H
#define INSTANCE_OF_H

#include "cable-list.h"
#include "topology-instance.h"

namespace ns3::camcube
{

/** \ingroup camcube \brief What the instances of all topologies owe to their geometry alike. */
template <typename Topology>
class InstanceOf : public TopologyInstance
{
  public:
    explicit InstanceOf(const Topology& topology)
        : m_topology(topology)
    {
    }

    std::string GetSize() const override
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

#endif /* INSTANCE_OF_H */
