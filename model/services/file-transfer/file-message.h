/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FILE_MESSAGE_H
#define FILE_MESSAGE_H

#include "ns3/header-fields.h"
#include "ns3/torus-coordinate.h"

#include <cstdint>
#include <tuple>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Names a file on its way. Those with nearer deadlines come first in order.
 */
struct FileId
{
    int64_t deadline{0};         //!< ns since the start of the simulation
    TorusCoordinate origin;      //!< who sends it
    TorusCoordinate destination; //!< to whom
    uint32_t number{0};          //!< among those of its origin, or of the file of a receipt
    uint32_t pieces{0};          //!< of the file; a receipt is one
    bool isReceipt{false};       //!< whether it tells the origin of a file that this has arrived

    /** \return pieces that it comes in */
    uint32_t GetCount() const
    {
        return isReceipt ? 1 : pieces;
    }

    /** \return the receipt of a file, or the file of a receipt */
    FileId GetOpposite() const
    {
        return {deadline, destination, origin, number, pieces, !isReceipt};
    }

    /** \return all of it, in the order by which files are sorted */
    auto AsTuple() const
    {
        const auto place = [](const TorusCoordinate& c) { return std::make_tuple(c.x, c.y, c.z); };
        return std::make_tuple(deadline,
                               !isReceipt,
                               place(origin),
                               place(destination),
                               number,
                               pieces);
    }

    friend bool operator<(const FileId& a, const FileId& b)
    {
        return a.AsTuple() < b.AsTuple();
    }
};

/** \ingroup camcube \brief Before a piece of a file, and all that there is of an answer to one. */
struct FileMessage : FileId
{
    bool isAck{false};   //!< whether it says that a piece is on a disk
    uint32_t piece{0};   //!< which
    uint32_t custody{0}; //!< the sender's, which an answer repeats
    uint16_t length{0};  //!< bytes of the piece
    static constexpr auto FIELDS = HeaderFields(&FileMessage::deadline,
                                                &FileMessage::origin,
                                                &FileMessage::destination,
                                                &FileMessage::number,
                                                &FileMessage::pieces,
                                                &FileMessage::isReceipt,
                                                &FileMessage::isAck,
                                                &FileMessage::piece,
                                                &FileMessage::custody,
                                                &FileMessage::length);
};

} // namespace ns3::camcube

#endif /* FILE_MESSAGE_H */
