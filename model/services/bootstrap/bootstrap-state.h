/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BOOTSTRAP_STATE_H
#define BOOTSTRAP_STATE_H

#include "ns3/header-fields.h"
#include "ns3/torus-port.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Where a server believes to be. Coordinates count from the server that began the frame of
 * reference, whose number is the frame's.
 */
struct Placement
{
    /** How sure it is: by the weakest cable on the way from the frame's beginning. */
    enum Grade : uint8_t
    {
        NONE,      //!< it does not know
        CONFIRMED, //!< cables in squares whose parallel cables are in squares, too
        SQUARE,    //!< cables in two squares
        VOTES      //!< neighbours that agree
    };

    uint64_t frame{UINT64_MAX}; //!< of reference; a lower number goes before a higher one
    TorusCoordinate here{};     //!< in it
    Grade grade{NONE};          //!< how sure
    bool isSettled{false};      //!< whether most servers of the cube are in the frame

    bool IsKnown() const
    {
        return grade != NONE;
    }

    /** \return whether it is known, in a frame of reference */
    bool IsIn(uint64_t number) const
    {
        return IsKnown() && frame == number;
    }

    /** \return whether this is to be preferred to another placement */
    bool IsBetterThan(const Placement& other) const
    {
        if (!IsKnown() || !other.IsKnown())
        {
            return IsKnown();
        }
        return frame == other.frame ? grade < other.grade : GoesBefore(other);
    }

    /** \return whether this frame of reference goes before another: the one that holds does */
    bool GoesBefore(const Placement& other) const
    {
        return isSettled != other.isSettled ? isSettled : frame < other.frame;
    }
};

/** \ingroup camcube \brief That some server claims a coordinate on little evidence. */
struct Claim
{
    TorusCoordinate place{}; //!< what it claims
    uint64_t server{0};      //!< its address; 0 for none
    uint8_t weight{0};       //!< of its evidence
};

/**
 * \ingroup camcube
 *
 * What servers that wire themselves up tell their neighbours: all that they know that could matter
 * one or two hops away. Each message is the whole of it, so what is lost is made good by the next.
 */
struct BootstrapState
{
    static constexpr uint8_t N_CLAIMS = 6;  //!< that a message has room for
    static constexpr uint8_t N_REVIEWS = 8; //!< the same of reviewed places

    uint64_t server{0};                                 //!< address of the sender
    std::array<uint64_t, N_TORUS_PORTS> neighbors{};    //!< whom it hears; 0 for nobody
    std::array<uint8_t, N_TORUS_PORTS> neighborPorts{}; //!< and the labels at the far end
    std::array<uint8_t, N_TORUS_PORTS> squares{};       //!< that close, of each cable
    uint64_t frame{UINT64_MAX};                         //!< see Placement
    TorusCoordinate here{};                             //!< see Placement
    Placement::Grade grade{Placement::NONE};            //!< see Placement
    uint8_t parent{N_TORUS_PORTS};                      //!< the port by which it learnt it
    uint32_t servers{0};                                //!< that learnt it by the sender
    bool isSettled{false};                              //!< whether the frame holds
    bool isDoubtful{false};                             //!< whether it does not trust its place
    bool isFixed{false};                                //!< whether the place stands
    std::array<TorusCoordinate, N_TORUS_PORTS> contradictions{}; //!< see Contradictions
    std::array<TorusCoordinate, N_CLAIMS> claimedPlaces{};       //!< see Claim
    std::array<uint64_t, N_CLAIMS> claimants{};                  //!< see Claim
    std::array<uint8_t, N_CLAIMS> claimWeights{};                //!< see Claim
    std::array<TorusCoordinate, N_REVIEWS> reviewedPlaces{};     //!< see ReviewedPlace
    std::array<uint64_t, N_REVIEWS> reviewedServers{};           //!< see ReviewedPlace
    std::array<uint16_t, N_REVIEWS> reviewedCables{};            //!< see ReviewedPlace

    /** \return where the sender believes to be */
    Placement GetPlacement() const
    {
        return {frame, here, grade, isSettled};
    }

    static constexpr auto FIELDS = HeaderFields(&BootstrapState::server,
                                                &BootstrapState::neighbors,
                                                &BootstrapState::neighborPorts,
                                                &BootstrapState::squares,
                                                &BootstrapState::frame,
                                                &BootstrapState::here,
                                                &BootstrapState::grade,
                                                &BootstrapState::parent,
                                                &BootstrapState::servers,
                                                &BootstrapState::isSettled,
                                                &BootstrapState::isFixed,
                                                &BootstrapState::isDoubtful,
                                                &BootstrapState::contradictions,
                                                &BootstrapState::claimedPlaces,
                                                &BootstrapState::claimants,
                                                &BootstrapState::claimWeights,
                                                &BootstrapState::reviewedPlaces,
                                                &BootstrapState::reviewedServers,
                                                &BootstrapState::reviewedCables);
};

} // namespace ns3::camcube

#endif /* BOOTSTRAP_STATE_H */
