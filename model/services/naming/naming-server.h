/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NAMING_SERVER_H
#define NAMING_SERVER_H

#include "naming-greetings.h"
#include "naming-mailbox.h"
#include "naming-peers.h"
#include "naming.h"
#include "slot-host.h"
#include "slot-map.h"
#include "slot-replica.h"

#include "ns3/event-id.h"
#include "ns3/multi-hop-routing.h"
#include "ns3/nstime.h"

#include <functional>
#include <map>
#include <memory>

namespace ns3::camcube
{

class Runtime;

/**
 * \ingroup camcube
 *
 * The slots of one server, in one of its lives: carries their messages, several to a packet, lets
 * them know of servers and routes, and gives them time while they are busy.
 */
class NamingServer : private SlotHost
{
  public:
    /** What may be set. */
    struct Settings
    {
        uint32_t replicas; //!< servers that keep a slot
        uint32_t slots;    //!< of each coordinate
        Time exclusion;    //!< how long a server is out of reach before others go on without it
        Time resend;       //!< after which a message is sent again
        uint32_t backoff;  //!< multiple of that from one time to the next, at most
    };

    /** Is given a reply or redirection for clients of this server. */
    using ClientReceiver = std::function<void(const NamingMessage& message)>;

    /** Is told of a slot that is kept here in another epoch than before; 0 for not any more. */
    using Changed = std::function<void(uint32_t slot, uint64_t epoch)>;

    /**
     * \param runtime the server's
     * \param routing carries packets, and knows who can be reached
     * \param endpoint under which
     * \param incarnation this life's number; 0 for the first of all servers, which know so
     * \param settings what was set
     */
    NamingServer(const Runtime& runtime,
                 Ptr<MultiHopRouting> routing,
                 uint16_t endpoint,
                 uint64_t incarnation,
                 const Settings& settings);
    ~NamingServer() override;

    NamingServer(const NamingServer&) = delete;
    NamingServer& operator=(const NamingServer&) = delete;

    /** \return the slot of a name */
    uint32_t GetSlot(const std::string& name) const
    {
        return m_map.GetSlot(name);
    }

    /** The cube has just been built, and is empty: keeps the slots of which this is a replica. */
    void Found();

    /** Has the servers told with which this one shares slots that it is here, without memory. */
    void Return();

    /** Tells the same servers that this server keeps nothing any more. */
    void SayGoodbye();

    /** Names who is given what clients here have asked for. */
    void SetClientReceiver(ClientReceiver receiver)
    {
        m_toClients = std::move(receiver);
    }

    /** Names who is told of changes of slots. */
    void SetChanged(Changed changed)
    {
        m_changed = std::move(changed);
    }

    /** A packet has come in. */
    void Receive(const Packet& packet, uint32_t from);

    /** Routes have changed. */
    void RoutesChanged();

    // What clients need
    void Send(uint32_t to, const NamingMessage& message) override;
    bool IsReachable(uint32_t server) const override;

    /** \return the servers that are to keep a slot, the root first, as routes say */
    std::vector<uint32_t> GetWanted(uint32_t slot) const override;

    /** \return what is kept of a slot, null if nothing is */
    const SlotRecord* PeekRecord(uint32_t slot) const;

    /** \return what was sent in this life */
    Naming::Counters GetCounters() const;

  private:
    // SlotHost
    SlotMember GetSelf() const override
    {
        return m_self;
    }

    int64_t GetNow() const override;

    int64_t GetResend() const override
    {
        return m_settings.resend.GetNanoSeconds();
    }

    uint32_t GetBackoffLimit() const override
    {
        return m_settings.backoff;
    }

    bool IsGone(const SlotMember& member) const override;

    bool IsInMajority() const override
    {
        return m_isInMajority;
    }

    int64_t GetCutUntil() const override
    {
        return m_cutUntil;
    }

    std::optional<uint64_t> Identify(uint32_t server,
                                     uint32_t slot,
                                     uint64_t epoch,
                                     int64_t since) override;

    void Watch(uint32_t server) override;

    void Handle(uint32_t from, const NamingMessage& message);
    void HandleLife(uint32_t from, const NamingMessage& message);
    SlotReplica& GetReplica(uint32_t slot);
    template <typename F>
    void ForEachSlot(F use);
    void Look(SlotReplica& replica, uint32_t slot, const std::function<void()>& change);
    SlotMap::Servers FindSharers() const;
    void SendLife(uint32_t to, NamingHead::Kind kind);
    void Review();
    void Tick();
    void TickSoon();

    Ptr<MultiHopRouting> m_routing; //!< carries packets
    const Torus& m_torus;           //!< the cube
    SlotMember m_self;              //!< this server, in this life
    Settings m_settings;            //!< what was set
    SlotMap m_map;                  //!< which servers are to keep which slots
    NamingMailbox m_mailbox;        //!< sends messages
    NamingPeers m_peers;            //!< what is known of others
    NamingGreetings m_greetings;    //!< tell others of this life
    bool m_isInMajority{true};      //!< whether most servers can be reached
    int64_t m_cutUntil{INT64_MIN};  //!< when they last could not
    ClientReceiver m_toClients;     //!< is given what clients here have asked for
    Changed m_changed;              //!< is told of changes of slots
    uint64_t m_malformed{0};        //!< packets that made no sense
    std::map<uint32_t, std::unique_ptr<SlotReplica>> m_slots; //!< by number
    bool m_hasReturned{false}; //!< whether others are to be told of this life
    EventId m_tick;            //!< sends again
    EventId m_exclude;         //!< when servers out of reach are gone
};

} // namespace ns3::camcube

#endif /* NAMING_SERVER_H */
