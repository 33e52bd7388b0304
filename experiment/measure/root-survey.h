/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ROOT_SURVEY_H
#define ROOT_SURVEY_H

#include "cube-components.h"

#include "ns3/key.h"
#include "ns3/node-container.h"
#include "ns3/torus.h"

#include <cstdint>
#include <functional>
#include <ostream>
#include <vector>

namespace ns3::camcube
{

class FailureInjector;

/**
 * \ingroup camcube
 *
 * Which servers the live servers of a cube take for the roots of some keys, at one moment, and how
 * the keys are spread. Seen from outside, for experiments.
 */
class RootSurvey
{
  public:
    /** How the keys are spread over the servers of the largest part of the cube. */
    struct Spread
    {
        uint32_t servers{0}; //!< of that part
        uint32_t most{0};    //!< keys of the server that has most
        uint32_t atPlace{0}; //!< keys whose root is the server at their place
        double meanHops{0};  //!< from a key's place to its root, in the intact cube
    };

    /**
     * \param torus the cube; like the rest, it must outlive this
     * \param servers with KeyRouting, by number
     * \param failures says which have failed
     * \param keys the keys
     * \param tell told of each server before it is asked, for who waits
     */
    RootSurvey(const Torus& torus,
               const NodeContainer& servers,
               const FailureInjector& failures,
               const std::vector<Key>& keys,
               const std::function<void(uint32_t server)>& tell);

    /** \return how many servers live */
    uint32_t GetNLive() const;

    /** \return into how many parts they have fallen */
    std::size_t GetNParts() const
    {
        return m_parts.Get().size();
    }

    /** \return views, one a live server and key, that are not those of the first in their part */
    uint64_t CountDifferent() const;

    Spread GetSpread() const;

    /**
     * Writes all views: time_us,server,key_x,key_y,key_z,key_hash,root. The place of a key, its
     * last 64 bits, which choose among equally near servers, and the root that the server sees.
     */
    void Write(std::ostream& os) const;

  private:
    const Torus& m_torus;                       //!< the cube
    const std::vector<Key>& m_keys;             //!< the keys
    CubeComponents m_parts;                     //!< which live servers reach each other
    double m_timeUs;                            //!< the moment
    std::vector<std::vector<uint32_t>> m_roots; //!< by server and key; none of those that failed
};

} // namespace ns3::camcube

#endif /* ROOT_SURVEY_H */
