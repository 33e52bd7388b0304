/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAT_TREE_INSTANCE_H
#define FAT_TREE_INSTANCE_H

#include "instance-of.h"

#include "ns3/fat-tree.h"

namespace ns3::camcube
{

/** \ingroup camcube \brief A fat-tree as a subject of measurement. */
class FatTreeInstance : public InstanceOf<FatTree>
{
  public:
    using InstanceOf::InstanceOf;

    std::string GetName() const override;
    Counts GetCounts() const override;
    HopRule GetHopRule() const override;
    KnownFigure GetKnownDiameter() const override;
    std::optional<KnownFigure> GetKnownBisection() const override;
    Growth GetGrowth() const override;
};

} // namespace ns3::camcube

#endif /* FAT_TREE_INSTANCE_H */
