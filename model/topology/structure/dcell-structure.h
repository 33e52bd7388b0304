/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DCELL_STRUCTURE_H
#define DCELL_STRUCTURE_H

#include "topology-structure.h"

#include "ns3/dcell.h"

namespace ns3
{

/** \ingroup camcube \brief A DCell as a subject of measurement. */
class DcellStructure : public TopologyStructure
{
  public:
    explicit DcellStructure(const Dcell& topology)
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
    Dcell m_topology; //!< the geometry
};

} // namespace ns3

#endif /* DCELL_STRUCTURE_H */
