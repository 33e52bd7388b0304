/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAT_TREE_STRUCTURE_H
#define FAT_TREE_STRUCTURE_H

#include "structure-of.h"

#include "ns3/fat-tree.h"

namespace ns3::camcube
{

/** \ingroup camcube \brief A fat-tree as a subject of measurement. */
class FatTreeStructure : public StructureOf<FatTree>
{
  public:
    using StructureOf::StructureOf;

    std::string GetName() const override;
    Counts GetCounts() const override;
    HopRule GetHopRule() const override;
    KnownFigure GetKnownDiameter() const override;
    std::optional<KnownFigure> GetKnownBisection() const override;
    Growth GetGrowth() const override;
};

} // namespace ns3::camcube

#endif /* FAT_TREE_STRUCTURE_H */
