/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TORUS_INSTANCE_H
#define TORUS_INSTANCE_H

#include "instance-of.h"

#include "ns3/torus.h"

namespace ns3::camcube
{

/** \ingroup camcube \brief A torus as a subject of measurement. */
class TorusInstance : public InstanceOf<Torus>
{
  public:
    using InstanceOf::InstanceOf;

    std::string GetName() const override;
    Counts GetCounts() const override;
    HopRule GetHopRule() const override;
    KnownFigure GetKnownDiameter() const override;
    std::optional<KnownFigure> GetKnownBisection() const override;
    Growth GetGrowth() const override;

    /** \return servers by place, each axis folded: neighbours stay near, also round the end */
    std::vector<uint32_t> GetSeats() const override;
};

} // namespace ns3::camcube

#endif /* TORUS_INSTANCE_H */
