/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NAMING_PEERS_H
#define NAMING_PEERS_H

#include "naming-message.h"

#include <functional>
#include <map>
#include <optional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What a server knows of others: in which of their lives they are, and for how long they have been
 * out of reach. Times are in nanoseconds.
 */
class NamingPeers
{
  public:
    /**
     * \param patience how long a server may be out of reach before it counts as gone
     * \param resend after which it is asked again if it has not answered
     */
    NamingPeers(int64_t patience, int64_t resend)
        : m_patience(patience),
          m_resend(resend)
    {
    }

    /**
     * A server has said in which life it is.
     * \param isUp whether it goes on
     */
    void Heard(uint32_t server, uint64_t incarnation, bool isUp, int64_t now);

    /**
     * Has it found out for how long a server is out of reach.
     * \param server which one
     * \param isReachable whether it can be reached now
     * \param now the time
     * \return whether it is out of reach, and nobody has looked before
     */
    bool Watch(uint32_t server, bool isReachable, int64_t now);

    /**
     * Looks who is out of reach.
     * \param isReachable answers for a server
     * \param counts whether that counts: not where most servers are
     */
    void Look(const std::function<bool(uint32_t)>& isReachable, bool counts, int64_t now);

    /** \return whether a member's life is over, or it has been out of reach for too long */
    bool IsGone(const SlotMember& member, int64_t now) const;

    /** \return when the next of those that are out of reach is gone; nothing if none will be */
    std::optional<int64_t> GetNextExclusion(int64_t now) const;

    /** \return whether a server may keep slots: not one that has ended, or does not answer */
    bool IsServing(uint32_t server) const;

    /** \return the life of a server that was heard of since a time; nothing if it is to be asked */
    std::optional<uint64_t> Identify(uint32_t server, int64_t since, int64_t now);

  private:
    static constexpr int64_t NEVER = -1; //!< no time

    /** What is known of one. */
    struct Peer
    {
        uint64_t incarnation{0}; //!< its life; the first one is known to all
        bool isUp{true};         //!< whether that goes on
        bool isWatched{false};   //!< whether it matters if it can be reached
        bool isSilent{false};    //!< whether it has been asked in vain
        int64_t heardAt{NEVER};  //!< when it last said so
        int64_t askedAt{NEVER};  //!< when it was first asked and has not answered
        int64_t lostAt{NEVER};   //!< since when it is out of reach
    };

    int64_t m_patience;               //!< before a server is gone
    int64_t m_resend;                 //!< after which it is asked again
    std::map<uint32_t, Peer> m_peers; //!< by number
};

} // namespace ns3::camcube

#endif /* NAMING_PEERS_H */
