/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BCUBE_INSTANCE_H
#define BCUBE_INSTANCE_H

#include "instance-of.h"

#include "ns3/bcube.h"

namespace ns3::camcube
{

/** \ingroup camcube \brief A BCube as a subject of measurement. */
class BcubeInstance : public InstanceOf<Bcube>
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

#endif /* BCUBE_INSTANCE_H */
