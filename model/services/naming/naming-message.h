/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NAMING_MESSAGE_H
#define NAMING_MESSAGE_H

#include "ns3/header-fields.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::camcube
{

/** \ingroup camcube \brief A server that keeps a slot, in one of its lives. */
struct SlotMember
{
    uint32_t server{0};      //!< its number
    uint64_t incarnation{0}; //!< its life: a server that has lost its memory is another member

    friend bool operator==(const SlotMember& a, const SlotMember& b)
    {
        return a.server == b.server && a.incarnation == b.incarnation;
    }
};

/** \ingroup camcube \brief Those that keep a slot, by their distance from its place. */
using SlotMembers = std::vector<SlotMember>;

/** \ingroup camcube \brief What is kept under a name: its value, or the last operation of a client.
 */
struct NamingEntry
{
    /** What an entry is. */
    enum Kind : uint8_t
    {
        VALUE,     //!< a value
        TOMBSTONE, //!< that there is none any more
        OPERATION  //!< what a client has done last
    };

    /** The time to live of what stays. */
    static constexpr int64_t FOREVER = INT64_MAX;

    /** Bytes of an entry without name and value: their lengths, and all else. */
    static constexpr std::size_t LEAST_BYTES = 1 + 4 + 8 + 8 + 4 + 8 + 1 + 2;

    std::string name;        //!< at most 255 bytes
    uint32_t client{0};      //!< of an OPERATION: one more than the number of the client's server
    uint64_t sequence{0};    //!< of an OPERATION: its number, the time when it was issued
    uint64_t epoch{0};       //!< of the version
    uint32_t counter{0};     //!< of the version, in its epoch
    int64_t expiry{FOREVER}; //!< of a VALUE: until when it holds, in nanoseconds
    Kind kind{VALUE};        //!< what it is
    std::string value;       //!< of a VALUE

    /** \return whether it replaces another of the same name and client */
    bool IsNewerThan(const NamingEntry& other) const;

    /** \return its length on the wire, in bytes */
    std::size_t GetWireBytes() const;
};

/** \ingroup camcube \brief The fields that all messages of the naming service have. */
struct NamingHead
{
    /** What a message says. Those from STORE on are of the servers that keep a slot. */
    enum Kind : uint8_t
    {
        REQUEST,   //!< a client asks
        REPLY,     //!< the answer
        REDIRECT,  //!< another server is the root of the slot
        HELLO,     //!< the sender has begun a new life
        HELLO_ACK, //!< that is known
        GOODBYE,   //!< the sender's life ends
        WHO,       //!< which life is the receiver's; and is this epoch over
        I_AM,      //!< the sender's life
        STORE,     //!< a new version, from the root
        STORED,    //!< it is kept
        NEED,      //!< the sender has not been given the slot of this epoch
        PREPARE,   //!< a ballot begins; no more reads and writes in this epoch
        PROMISE,   //!< the sender takes part
        REFUSAL,   //!< it has promised a later ballot
        ACCEPT,    //!< the next members
        ACCEPTED,  //!< the sender has accepted them, and has all entries
        INSTALL,   //!< the receiver keeps the slot in this epoch
        INSTALLED, //!< it does
        DONE,      //!< all members do
        RELEASE,   //!< the same, to those that need not keep the slot any more
        OVER,      //!< the epoch that the receiver is in is over
        FETCH,     //!< asks for entries
        PAGE,      //!< some of them
        N_KINDS
    };

    Kind kind{N_KINDS};      //!< what it says
    uint32_t slot{0};        //!< of which slot
    uint64_t epoch{0};       //!< in which epoch of the slot
    uint64_t ballot{0};      //!< in which ballot of the epoch
    uint64_t incarnation{0}; //!< the receiver's life; of HELLO, GOODBYE and I_AM the sender's
    uint64_t number{0};      //!< of the request, version, page or ballot that is answered
    uint64_t digest{0};      //!< of the entries that the sender has
    uint8_t flag{0};         //!< of a request and reply: what; otherwise whether it is complete
    static constexpr auto FIELDS = HeaderFields(&NamingHead::kind,
                                                &NamingHead::slot,
                                                &NamingHead::epoch,
                                                &NamingHead::ballot,
                                                &NamingHead::incarnation,
                                                &NamingHead::number,
                                                &NamingHead::digest,
                                                &NamingHead::flag);
};

/**
 * \ingroup camcube
 *
 * A message of the naming service. Several stand in one packet, each behind its length in two
 * bytes: the fields of NamingHead, the number of members and they, the number of entries and they.
 */
struct NamingMessage : NamingHead
{
    /** What a client wants. */
    enum Operation : uint8_t
    {
        PUT,
        GET,
        DELETE,
        N_OPERATIONS
    };

    SlotMembers members;              //!< of the slot
    std::vector<NamingEntry> entries; //!< what is kept

    /** Bytes of a message without members and entries, and of its length before it. */
    static constexpr std::size_t LEAST_BYTES = 2 + WireBytesOf<NamingHead> + 2;

    NamingMessage() = default;

    /** A message of a kind about a slot in an epoch. */
    NamingMessage(Kind itsKind, uint32_t itsSlot, uint64_t itsEpoch)
    {
        kind = itsKind;
        slot = itsSlot;
        epoch = itsEpoch;
    }

    /** \return whether it names only servers and slots that exist, and members if it has to */
    bool IsSound(uint32_t servers, uint32_t slots) const;

    /** \return whether it is for the life that it names only, and not for a later one */
    bool IsForOneLife() const;

    /** Appends it, behind its length, to the bytes of a packet. */
    void Write(std::vector<uint8_t>& bytes) const;

    /**
     * Reads the next message of a packet.
     * \param at where it begins, and then where the next one does
     * \param end where the packet ends
     * \return nothing if these bytes are none; then no other can follow
     */
    static std::optional<NamingMessage> Read(const uint8_t*& at, const uint8_t* end);
};

} // namespace ns3::camcube

#endif /* NAMING_MESSAGE_H */
