/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef AGGREGATION_MESSAGE_H
#define AGGREGATION_MESSAGE_H

#include "ns3/header-fields.h"

#include <optional>
#include <vector>

namespace ns3::camcube
{

/** \ingroup camcube \brief A key, and what is known of it. */
struct AggregationRecord
{
    uint64_t key{0};   //!< by which records are ordered and combined
    uint64_t value{0}; //!< whatever the user makes of it

    friend bool operator==(const AggregationRecord& a, const AggregationRecord& b)
    {
        return a.key == b.key && a.value == b.value;
    }
};

/** \ingroup camcube \brief Whose records: those of a place, in one tree to a root. */
struct AggregationPart
{
    TorusCoordinate root;  //!< where all records of a job lead
    TorusCoordinate place; //!< whose they are: a server's, whether it lives or not
    uint8_t tree{0};       //!< by which they go: a port of the cube, 0 to 5
};

/** \ingroup camcube \brief What servers say to each other: of one link of a tree, in one job. */
struct AggregationMessage
{
    static constexpr uint32_t RECORD_BYTES = 16; //!< of each record behind it

    /** What it says. */
    enum Kind : uint8_t
    {
        PULL, //!< from a parent: send what follows a key
        DATA, //!< from a child: records
        DONE, //!< from a parent: it has all
        N_KINDS
    };

    Kind kind{N_KINDS};
    bool isFirst{false};   //!< no key comes before; after is 0 then
    bool isLast{false};    //!< DATA: no record follows
    uint8_t tree{0};       //!< as in AggregationPart
    TorusCoordinate root;  //!< likewise
    TorusCoordinate place; //!< of the child
    uint32_t job{0};       //!< its number
    uint64_t session{0};   //!< of the parent's: rises when it begins anew
    uint32_t number{0};    //!< PULL: of the first frame that may not be sent. DATA: of this one
    uint32_t received{0};  //!< PULL: frames that have come in this session
    uint64_t after{0};     //!< the key behind which the session, or this frame, begins
    static constexpr auto FIELDS = HeaderFields(&AggregationMessage::kind,
                                                &AggregationMessage::isFirst,
                                                &AggregationMessage::isLast,
                                                &AggregationMessage::tree,
                                                &AggregationMessage::root,
                                                &AggregationMessage::place,
                                                &AggregationMessage::job,
                                                &AggregationMessage::session,
                                                &AggregationMessage::number,
                                                &AggregationMessage::received,
                                                &AggregationMessage::after);

    /** \return the key behind which it begins; nothing for the beginning */
    std::optional<uint64_t> GetAfter() const
    {
        return isFirst ? std::nullopt : std::make_optional(after);
    }

    void SetAfter(const std::optional<uint64_t>& key)
    {
        isFirst = !key;
        after = key.value_or(0);
    }

    /** \return a packet of this and some records */
    Ptr<Packet> ToPacket(const std::vector<AggregationRecord>& records) const;

    /** \return the records behind this in a packet; nothing unless keys rise, from after on */
    std::optional<std::vector<AggregationRecord>> ReadRecords(const Packet& packet) const;
};

} // namespace ns3::camcube

#endif /* AGGREGATION_MESSAGE_H */
