/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef STRUCTURE_TABLES_H
#define STRUCTURE_TABLES_H

#include "structure-measurement.h"

#include <list>
#include <ostream>

namespace ns3::camcube
{

/** \ingroup camcube \brief Prints paths, cuts, cost and growth of several structures, side by side.
 */
void PrintStructures(const std::list<StructureMeasurement>& all, std::ostream& os);

/** \ingroup camcube \brief Prints what holds together as their parts fail, side by side. */
void PrintFailureCurves(const std::list<StructureMeasurement>& all, std::ostream& os);

} // namespace ns3::camcube

#endif /* STRUCTURE_TABLES_H */
