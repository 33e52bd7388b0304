/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef EVEN_TIMES_H
#define EVEN_TIMES_H

#include "ns3/nstime.h"

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 * \param place of one of some things that happen evenly, from 0 on
 * \param count how many there are
 * \param begin when the first one happens
 * \param end when one more would, not before begin
 * \return when it happens, rounded down to a time step
 */
inline Time
GetEvenTime(uint32_t place, uint32_t count, Time begin, Time end)
{
    const int64_t span = (end - begin).GetTimeStep();
    const uint64_t rest = static_cast<uint64_t>(span % count) * place / count;
    return begin + TimeStep(span / count * place + static_cast<int64_t>(rest));
}

} // namespace ns3::camcube

#endif /* EVEN_TIMES_H */
