/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WIRING_FAULTS_H
#define WIRING_FAULTS_H

#include "ns3/random-variable-stream.h"
#include "ns3/torus-wiring.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3::camcube
{

class TorusHelper;

/**
 * \ingroup camcube
 *
 * What is wrong with the cables of a cube before it is switched on, drawn at random: cables that
 * are broken, and cables whose ends are in other ports than they should be.
 */
class WiringFaults
{
  public:
    /** What is wrong with a cable. */
    enum Kind : uint8_t
    {
        FAILED,       //!< it is broken
        WRONG_SERVER, //!< the far ends of all such cables of an axis are exchanged in a circle
        SWAPPED,      //!< two cables have exchanged any two of their ends
        WRONG_PORT,   //!< two cables of a server are in each other's port there
        MIXED         //!< a quarter of each
    };

    /** \return "failed", "wrong-server", "swapped", "wrong-port" or "mixed" */
    static std::string GetName(Kind kind);

    /** \return all names, in the order of the kinds */
    static std::vector<std::string> GetNames();

    /**
     * \return the kind of a name
     * \throws std::invalid_argument for a name that none has
     */
    static Kind FromName(const std::string& name);

    /** Nothing is wrong. */
    explicit WiringFaults(const Torus& torus);

    /**
     * Draws faults.
     * \param torus the cube
     * \param kind what is wrong
     * \param share of all cables; a cable that finds no other to exchange an end with stays right
     * \param random draws
     * \throws std::invalid_argument for a share outside 0 to 1
     */
    WiringFaults(const Torus& torus,
                 Kind kind,
                 double share,
                 const Ptr<UniformRandomVariable>& random);

    /** \return what is plugged into what, for TorusHelper::SetWiring(); broken cables too */
    const TorusWiring& GetWiring() const
    {
        return m_wiring;
    }

    /** \return whether a cable is broken */
    bool HasFailed(uint32_t cable) const
    {
        return m_hasFailed.at(cable);
    }

    /** \return whether anything is wrong with a cable */
    bool IsBad(uint32_t cable) const
    {
        return HasFailed(cable) || !m_wiring.IsRight(cable);
    }

    /** \return with how many cables something is wrong */
    uint32_t CountBad() const;

    /** Breaks the cables in question of the newest cube that a helper has made. */
    void Cut(const TorusHelper& torus) const;

  private:
    using Cables = std::vector<uint32_t>; //!< numbers

    void ExchangeInCircles(const Cables& cables);
    void SwapEnds(const Cables& cables, const Ptr<UniformRandomVariable>& random);
    void ExchangePorts(const Torus& torus,
                       const Cables& candidates,
                       std::size_t wanted,
                       const Ptr<UniformRandomVariable>& random);

    TorusWiring m_wiring;          //!< what is plugged into what
    std::vector<bool> m_hasFailed; //!< by cable
};

} // namespace ns3::camcube

#endif /* WIRING_FAULTS_H */
