/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RANDOM_STREAMS_H
#define RANDOM_STREAMS_H

#include "ns3/random-variable-stream.h"

#include <cstdint>
#include <utility>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Gives random streams out, one after the other, to what draws in a scenario. So a run depends on
 * seed, run and scenario only: streams that ns-3 gives out by itself go on from one simulation of
 * a process to the next.
 */
class RandomStreams
{
  public:
    /** \return the first of some streams that nobody else has been given */
    int64_t Take(int64_t count)
    {
        return std::exchange(m_next, m_next + count);
    }

    /** \return a variable that draws from the next stream */
    Ptr<UniformRandomVariable> MakeUniform()
    {
        const auto random = CreateObject<UniformRandomVariable>();
        random->SetStream(Take(1));
        return random;
    }

  private:
    int64_t m_next{0}; //!< the first that is free
};

} // namespace ns3::camcube

#endif /* RANDOM_STREAMS_H */
