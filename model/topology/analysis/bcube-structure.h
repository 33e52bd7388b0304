/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BCUBE_STRUCTURE_H
#define BCUBE_STRUCTURE_H

#include "structure-of.h"

#include "ns3/bcube.h"

namespace ns3::camcube
{

/** \ingroup camcube \brief A BCube as a subject of measurement. */
class BcubeStructure : public StructureOf<Bcube>
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

#endif /* BCUBE_STRUCTURE_H */
