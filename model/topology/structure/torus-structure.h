/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TORUS_STRUCTURE_H
#define TORUS_STRUCTURE_H

#include "topology-structure.h"

#include "ns3/torus.h"

namespace ns3
{

/** \ingroup camcube \brief A torus as a subject of measurement. */
class TorusStructure : public TopologyStructure
{
  public:
    explicit TorusStructure(const Torus& topology)
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

    /** \return servers by place, each axis folded: neighbours stay near, also round the end */
    std::vector<uint32_t> GetSeats() const override;

  private:
    Torus m_topology; //!< the geometry
};

} // namespace ns3

#endif /* TORUS_STRUCTURE_H */
