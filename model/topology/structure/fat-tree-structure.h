/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAT_TREE_STRUCTURE_H
#define FAT_TREE_STRUCTURE_H

#include "topology-structure.h"

#include "ns3/fat-tree.h"

namespace ns3
{

/** \ingroup camcube \brief A fat-tree as a subject of measurement. */
class FatTreeStructure : public TopologyStructure
{
  public:
    explicit FatTreeStructure(const FatTree& topology)
        : m_topology(topology)
    {
    }

    std::string GetName() const override;
    std::string GetInstance() const override;
    Counts GetCounts() const override;
    TopologyGraph BuildGraph() const override;
    HopRule GetHopRule() const override;
    KnownFigure GetKnownDiameter() const override;
    std::optional<KnownFigure> GetKnownBisection() const override;
    Growth GetGrowth() const override;

  private:
    FatTree m_topology; //!< the geometry
};

} // namespace ns3

#endif /* FAT_TREE_STRUCTURE_H */
