/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BCUBE_STRUCTURE_H
#define BCUBE_STRUCTURE_H

#include "topology-structure.h"

#include "ns3/bcube.h"

namespace ns3
{

/** \ingroup camcube \brief A BCube as a subject of measurement. */
class BcubeStructure : public TopologyStructure
{
  public:
    explicit BcubeStructure(const Bcube& topology)
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
    Bcube m_topology; //!< the geometry
};

} // namespace ns3

#endif /* BCUBE_STRUCTURE_H */
