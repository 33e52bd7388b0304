/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NEIGHBORHOOD_H
#define NEIGHBORHOOD_H

#include "bootstrap-state.h"

#include "ns3/port-set.h"
#include "ns3/torus.h"

#include <array>
#include <functional>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What a server knows of the wiring one and two hops around it, and what can be concluded from
 * that. No messages in it.
 *
 * A cable of a torus closes squares: by +x and then +y one comes to the same server as by +y and
 * then +x. A cable that leads to a wrong server closes one by chance only if another does so that
 * is wrong by just as much. Hence the grades of cables: CONFIRMED closes two squares at least
 * whose parallel cables close two themselves; SQUARE closes two; the others are worth a vote. So
 * are all cables of a server that is torn: some of them close squares with each other, others
 * with each other, and neither group is much larger.
 */
class Neighborhood
{
  public:
    /** What the word of a neighbour weighs whose cable's ends are in ports that fit. */
    static constexpr uint8_t FITTING_WEIGHT = 2;
    /** The same of one of whose ends nobody knows which is in a wrong port, for either case. */
    static constexpr uint8_t UNFITTING_WEIGHT = 1;

    /** A placement that neighbours speak for. */
    struct Proposal
    {
        Placement placement;           //!< of this server
        uint8_t parent{N_TORUS_PORTS}; //!< the port of the best who speaks for it
        uint8_t weight{0};             //!< of all who do
    };

    /** A place that cables speak for. */
    struct Candidate
    {
        TorusCoordinate here{};                   //!< the place
        uint8_t weight{0};                        //!< of all who speak for it
        uint8_t cables{0};                        //!< to these
        Placement::Grade grade{Placement::VOTES}; //!< of the best of them
        uint8_t parent{N_TORUS_PORTS};            //!< the port of that one

        /** \return the cables whose ends fit, where none weighs more than FITTING_WEIGHT */
        uint32_t CountFitting() const
        {
            return (weight - cables * UNFITTING_WEIGHT) / (FITTING_WEIGHT - UNFITTING_WEIGHT);
        }
    };

    /** Whether a place is known to be another server's. */
    using Taken = std::function<bool(const Candidate& candidate)>;

    /**
     * The neighbour at a port has said something.
     * \param port the port here
     * \param farPort the port there
     * \param state what it has said
     * \param isLoop whether the neighbour is this very server: it is none then
     * \return whether the cable leads elsewhere than was known
     */
    bool Learn(uint8_t port, uint8_t farPort, const BootstrapState& state, bool isLoop);

    /** Nothing is known of the neighbour at a port any more. */
    void Forget(uint8_t port);

    /** \return the ports whose neighbours are known */
    PortSet GetKnown() const
    {
        return m_known;
    }

    /** \return what the neighbour at a port of GetKnown() has said */
    const BootstrapState& Get(uint8_t port) const
    {
        return m_states[port];
    }

    /** \return whether the cable at a port leads back to this server */
    bool IsLoop(uint8_t port) const
    {
        return m_loops.Contains(port);
    }

    /** \return the far end's label of the cable at a port of GetKnown(), or a loop */
    uint8_t GetFarPort(uint8_t port) const
    {
        return m_farPorts[port];
    }

    /** \return whether both ends of a port's cable are plugged into opposite ports */
    bool IsConsistent(uint8_t port) const
    {
        return m_known.Contains(port) && m_farPorts[port] == OppositePort(port);
    }

    /** \return how many squares a port's cable closes, 0 to 4 */
    uint8_t GetSquares(uint8_t port) const
    {
        return m_closed[port].GetSize();
    }

    /** \return what a port's cable is worth; NONE if its ends are not opposite */
    Placement::Grade GetGrade(uint8_t port) const
    {
        return m_grades[port];
    }

    /**
     * \param torus the sides of the cube
     * \param worst cables of worse grades do not count
     * \param isTaken places that do not count
     * \return what neighbours speak for; not known if they do not agree
     */
    Proposal Propose(const Torus& torus, Placement::Grade worst, const Taken& isTaken) const;

    /**
     * \param torus the sides of the cube
     * \param frame of reference
     * \return all places that any cable to servers in it speaks for, whether it closes squares or
     * not
     */
    std::vector<Candidate> GetCandidates(const Torus& torus, uint64_t frame) const;

    /** \return the best frame of reference that neighbours are in, over cables of a grade or better
     */
    Placement GetBestFrame(Placement::Grade worst) const;

    /**
     * \param torus the sides of the cube
     * \param frame of reference
     * \param place a coordinate
     * \param radius in hops
     * \return the ports of neighbours whom it concerns what is said of a place: those that stand
     *         further away are left out
     */
    PortSet FindNear(const Torus& torus,
                     uint64_t frame,
                     const TorusCoordinate& place,
                     uint32_t radius) const;

  private:
    bool IsClosed(uint8_t port, uint8_t other) const;
    bool IsTorn(uint8_t port) const;
    void Grade();
    Placement::Grade FindGrade(uint8_t port) const;
    uint64_t GetServerBeyond(uint8_t port, uint8_t next) const;

    PortSet m_known;                                    //!< ports whose neighbours are known
    PortSet m_loops;                                    //!< ports whose cables lead back
    std::array<BootstrapState, N_TORUS_PORTS> m_states; //!< by port
    std::array<uint8_t, N_TORUS_PORTS> m_farPorts{};    //!< by port
    std::array<PortSet, N_TORUS_PORTS> m_closed; //!< ports with which a port's closes squares
    std::array<Placement::Grade, N_TORUS_PORTS> m_grades{}; //!< by port
};

} // namespace ns3::camcube

#endif /* NEIGHBORHOOD_H */
