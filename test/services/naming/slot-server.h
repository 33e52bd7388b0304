/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SLOT_SERVER_H
#define SLOT_SERVER_H

#include "slot-events.h"

#include "ns3/naming-greetings.h"
#include "ns3/naming-peers.h"
#include "ns3/slot-replica.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace ns3::camcube
{

struct SlotServer;

/** What carries the messages of slot servers, and has its own view of who can be reached. */
class SlotNetwork
{
  public:
    virtual ~SlotNetwork() = default;

    /** \return now, in nanoseconds */
    virtual int64_t GetNow() const = 0;
    virtual const SlotSchedule& GetSchedule() const = 0;
    virtual void Send(uint32_t from, uint32_t to, const NamingMessage& message) = 0;

    /** \return whether a server that is up takes another one to be so */
    virtual bool Sees(uint32_t from, uint32_t to) const = 0;

    virtual bool IsUp(uint32_t server) const = 0;

    /** Only if the server lives on. */
    virtual void AfterAt(SlotMember life, int64_t us, std::function<void(SlotServer&)> what) = 0;
};

/** A server in one of its lives. */
struct SlotServer : SlotHost
{
    static constexpr uint32_t TICK_US = 500;

    SlotServer(SlotNetwork& itsNetwork, uint32_t server, uint64_t incarnation)
        : network(itsNetwork),
          self{server, incarnation},
          peers(int64_t{1000} * network.GetSchedule().exclusion, int64_t{1000} * TICK_US),
          greetings([this](uint32_t to) { SendLife(to, NamingHead::HELLO); })
    {
        for (uint32_t other = 0; other < network.GetSchedule().servers; ++other)
        {
            peers.Watch(other, true, 0);
        }
        replica = std::make_unique<SlotReplica>(0, *this);
    }

    SlotMember GetSelf() const override
    {
        return self;
    }

    int64_t GetNow() const override
    {
        return network.GetNow();
    }

    uint32_t GetBackoffLimit() const override
    {
        return 1;
    }

    int64_t GetResend() const override
    {
        return int64_t{1000} * TICK_US;
    }

    void Send(uint32_t to, const NamingMessage& message) override
    {
        network.Send(self.server, to, message);
    }

    bool IsReachable(uint32_t other) const override
    {
        return other == self.server || network.Sees(self.server, other);
    }

    bool IsGone(const SlotMember& member) const override
    {
        return !(member == self) && peers.IsGone(member, network.GetNow());
    }

    bool IsInMajority() const override
    {
        return true;
    }

    int64_t GetCutUntil() const override
    {
        return INT64_MIN;
    }

    std::vector<uint32_t> GetWanted(uint32_t) const override
    {
        std::vector<uint32_t> wanted;
        for (uint32_t other = 0; other < network.GetSchedule().servers; ++other)
        {
            if (IsReachable(other) && peers.IsServing(other) &&
                wanted.size() < network.GetSchedule().replicas)
            {
                wanted.push_back(other);
            }
        }
        return wanted;
    }

    std::optional<uint64_t> Identify(uint32_t other,
                                     uint32_t slot,
                                     uint64_t epoch,
                                     int64_t since) override
    {
        if (other == self.server)
        {
            return self.incarnation;
        }
        const auto life = peers.Identify(other, since, network.GetNow());
        if (!life)
        {
            Send(other, NamingMessage(NamingHead::WHO, slot, epoch));
        }
        return life;
    }

    void Watch(uint32_t) override
    {
    }

    void SendLife(uint32_t to, NamingHead::Kind kind)
    {
        NamingMessage message(kind, 0, 0);
        message.incarnation = self.incarnation;
        Send(to, message);
    }

    /** As NamingServer does. */
    void Receive(uint32_t from, const NamingMessage& message)
    {
        if (message.IsForOneLife() && message.incarnation != self.incarnation)
        {
            SendLife(from, NamingHead::I_AM);
        }
        else if (message.kind >= NamingHead::HELLO && message.kind <= NamingHead::I_AM &&
                 message.kind != NamingHead::WHO)
        {
            peers.Heard(from, message.incarnation, true, network.GetNow());
            if (message.kind == NamingHead::HELLO_ACK)
            {
                greetings.Answered(from);
            }
            if (message.kind == NamingHead::HELLO)
            {
                SendLife(from, NamingHead::HELLO_ACK);
            }
            replica->Review();
        }
        else
        {
            if (message.kind == NamingHead::WHO)
            {
                SendLife(from, NamingHead::I_AM);
            }
            replica->Receive(from, message);
        }
        Changed();
    }

    void Look()
    {
        peers.Look([this](uint32_t other) { return IsReachable(other); }, true, network.GetNow());
        replica->Review();
        Changed();
    }

    /** Has time go on while it matters. */
    void Changed()
    {
        if (network.GetSchedule().tamper && replica->PeekRecord())
        {
            network.GetSchedule().tamper(const_cast<SlotRecord&>(*replica->PeekRecord()));
        }
        if (!isTicking && (replica->IsBusy() || greetings.IsBusy()))
        {
            isTicking = true;
            network.AfterAt(self, TICK_US, [](SlotServer& server) {
                server.isTicking = false;
                server.greetings.Tick([](uint32_t) { return true; });
                if (server.replica->IsBusy())
                {
                    server.replica->Tick();
                }
                server.Changed();
            });
        }
    }

    SlotNetwork& network;
    SlotMember self;
    NamingPeers peers;
    NamingGreetings greetings;
    std::unique_ptr<SlotReplica> replica;
    bool isTicking{false};
};

} // namespace ns3::camcube

#endif /* SLOT_SERVER_H */
