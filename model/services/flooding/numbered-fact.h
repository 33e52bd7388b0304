/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NUMBERED_FACT_H
#define NUMBERED_FACT_H

#include "ns3/packet.h"
#include "ns3/torus-region.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Says all there is to say about one service: which value of it runs, and on which servers. A
 * newer fact for the same name takes the place of an older one.
 *
 * Its form on the wire is in doc/deployment.rst.
 */
struct NumberedFact
{
    static constexpr std::size_t MAX_NAME = 64;        //!< bytes of a name
    static constexpr uint64_t MAX_SERIAL = 1ULL << 62; //!< none is that high, but forged

    /** What a packet says of a fact. */
    enum Kind : uint8_t
    {
        FACT,  //!< this is the latest that its sender knows, and it waits for a confirmation
        ANSWER //!< its sender knows it now
    };

    /** \return the fact in a packet of one kind */
    Ptr<Packet> ToPacket(Kind kind) const;

    /**
     * \param packet what has come
     * \param torus the cube
     * \param kind set to what the packet says
     * \return the fact; nothing for bytes that are none, or name what this cube has not
     */
    static std::optional<NumberedFact> FromPacket(const Packet& packet,
                                                  const Torus& torus,
                                                  Kind& kind);

    /** \return whether this one holds against another for the same name */
    bool IsNewerThan(const NumberedFact& other) const;

    /** \return whether both are the same, of facts for the same name */
    bool IsSameAs(const NumberedFact& other) const
    {
        return serial == other.serial && origin == other.origin;
    }

    std::string name;       //!< of the service; empty from a server that asks for all facts
    uint16_t value{0};      //!< which is to run; 0 for none
    TorusRegion region;     //!< where
    TorusRegion scope;      //!< who has to know: region, and where earlier facts have been
    uint64_t serial{0};     //!< when it was given, in ns, and higher than any known there
    TorusCoordinate origin; //!< the server that gave it
};

} // namespace ns3::camcube

#endif /* NUMBERED_FACT_H */
