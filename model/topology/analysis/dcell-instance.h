/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DCELL_INSTANCE_H
#define DCELL_INSTANCE_H

#include "instance-of.h"

#include "ns3/dcell.h"

namespace ns3::camcube
{

/** \ingroup camcube \brief A DCell as a subject of measurement. */
class DcellInstance : public InstanceOf<Dcell>
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

#endif /* DCELL_INSTANCE_H */
