/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SLOT_CLUSTER_H
#define SLOT_CLUSTER_H

#include "ns3/naming-greetings.h"
#include "ns3/naming-peers.h"
#include "ns3/naming-trial.h"
#include "ns3/slot-replica.h"

#include <functional>
#include <map>
#include <memory>
#include <ostream>
#include <random>
#include <string>
#include <vector>

namespace ns3::camcube
{

/**
 * One slot at some servers, with a network and routes of its own that err more than any cube's:
 * each server's view of each other one is wrong for a while now and then, and messages are lost,
 * doubled and late. Servers crash and return without memory, and clients put, get and delete.
 */
class SlotCluster
{
  public:
    /** What is to happen; times in microseconds. */
    struct Schedule
    {
        uint32_t servers{6};
        uint32_t replicas{3};
        uint32_t clients{4};
        uint32_t operations{25};
        uint32_t pause{300};      // between operations of a client, at most
        uint32_t crashes{8};      // that are tried
        uint32_t absence{9000};   // of a server, at most
        uint32_t errors{20};      // of views, one by one
        uint32_t poisons{6};      // of all views of one server at once
        uint32_t errorTime{1000}; // of each, at most
        uint32_t span{8000};      // of crashes and errors
        uint32_t exclusion{1500};
        double lost{0.03};
        double doubled{0.04};
        double late{0.06};
        std::function<void(SlotRecord&)> tamper; // breaks a rule after each message
    };

    SlotCluster(uint32_t seed, const Schedule& schedule)
        : m_schedule(schedule),
          m_random(seed)
    {
        for (uint32_t server = 0; server < schedule.servers; ++server)
        {
            m_servers.push_back(std::make_unique<Server>(*this, server, 0));
            m_lives.push_back(0);
        }
        SlotMembers first;
        for (uint32_t server = 0; server < schedule.replicas; ++server)
        {
            first.push_back({server, 0});
        }
        for (uint32_t server = 0; server < schedule.replicas; ++server)
        {
            m_servers[server]->replica->Found(first);
        }
    }

    /** Lets all of it happen. */
    void Run()
    {
        for (uint32_t client = 0; client < m_schedule.clients; ++client)
        {
            m_clients.push_back({client % m_schedule.servers, m_schedule.operations});
            After(Below(1000), [=] { Next(client); });
        }
        for (uint32_t i = 0; i < m_schedule.crashes; ++i)
        {
            After(Below(m_schedule.span), [=] { TryCrash(Below(m_schedule.servers)); });
        }
        for (uint32_t i = 0; i < m_schedule.errors; ++i)
        {
            After(Below(m_schedule.span),
                  [=] { Err(Below(m_schedule.servers), Below(m_schedule.servers)); });
        }
        for (uint32_t i = 0; i < m_schedule.poisons; ++i)
        {
            After(Below(m_schedule.span), [=, to = Below(m_schedule.replicas)] {
                for (uint32_t from = 0; from < m_schedule.servers; ++from)
                {
                    Err(from, to);
                }
            });
        }
        RunUntil(m_schedule.span + m_schedule.absence + 60000);
        m_clients.push_back({m_schedule.servers - 1, 8});
        Next(m_schedule.clients); // all that was put has to be there
        RunUntil(m_now / 1000 + 60000);
    }

    const std::vector<NamingTrial::Operation>& GetHistory() const
    {
        return m_history;
    }

    uint32_t GetNCrashes() const
    {
        return m_crashes;
    }

    /** \return whether the last reader was not answered */
    bool IsStuck() const
    {
        return m_clients.back().left > 0;
    }

    /** Says what servers keep, for who looks for a fault. */
    void Print(std::ostream& os) const
    {
        for (const auto& server : m_servers)
        {
            const SlotRecord* record = server ? server->replica->PeekRecord() : nullptr;
            if (server)
            {
                os << server->self.server << "/" << server->self.incarnation
                   << (server->replica->IsBusy() ? " busy" : "") << ":";
            }
            if (record)
            {
                os << " epoch " << record->epoch << (record->isComplete ? " complete" : "")
                   << (record->isSealed ? " sealed" : "") << ", members";
                for (const SlotMember& member : record->members)
                {
                    os << " " << member.server << "/" << member.incarnation
                       << (server->IsGone(member) ? " gone" : "");
                }
                os << ", promised " << (record->promised >> 32) << " by "
                   << (record->promised & UINT32_MAX) << ", accepted";
                for (const SlotMember& member : record->accepted)
                {
                    os << " " << member.server << "/" << member.incarnation;
                }
            }
            os << "\n";
        }
    }

    uint64_t GetLastEpoch() const
    {
        uint64_t epoch = 0;
        for (const auto& server : m_servers)
        {
            const SlotRecord* record = server ? server->replica->PeekRecord() : nullptr;
            epoch = std::max(epoch, record ? record->epoch : 0);
        }
        return epoch;
    }

    /** \return whether nothing happens any more */
    bool IsQuiet() const
    {
        return m_events.empty();
    }

  private:
    static constexpr uint32_t TICK_US = 500;

    /** A server in one of its lives. */
    struct Server : SlotHost
    {
        Server(SlotCluster& itsCluster, uint32_t server, uint64_t incarnation)
            : cluster(itsCluster),
              self{server, incarnation},
              peers(int64_t{1000} * cluster.m_schedule.exclusion),
              greetings([this](uint32_t to) { SendLife(to, NamingHead::HELLO); })
        {
            for (uint32_t other = 0; other < cluster.m_schedule.servers; ++other)
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
            return cluster.m_now;
        }

        void Send(uint32_t to, const NamingMessage& message) override
        {
            cluster.Send(self.server, to, message);
        }

        bool IsReachable(uint32_t other) const override
        {
            return other == self.server || cluster.Sees(self.server, other);
        }

        bool IsGone(const SlotMember& member) const override
        {
            return !(member == self) && peers.IsGone(member, cluster.m_now);
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
            for (uint32_t other = 0; other < cluster.m_schedule.servers; ++other)
            {
                if (IsReachable(other) && peers.IsServing(other) &&
                    wanted.size() < cluster.m_schedule.replicas)
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
            const auto life = peers.Identify(other, since, cluster.m_now);
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
                peers.Heard(from, message.incarnation, true, cluster.m_now);
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
            peers.Look([this](uint32_t other) { return IsReachable(other); }, true, cluster.m_now);
            replica->Review();
            Changed();
        }

        /** Has time go on while it matters. */
        void Changed()
        {
            if (cluster.m_schedule.tamper && replica->PeekRecord())
            {
                cluster.m_schedule.tamper(const_cast<SlotRecord&>(*replica->PeekRecord()));
            }
            if (!isTicking && (replica->IsBusy() || greetings.IsBusy()))
            {
                isTicking = true;
                cluster.AfterAt(self, TICK_US, [](Server& server) {
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

        SlotCluster& cluster;
        SlotMember self;
        NamingPeers peers;
        NamingGreetings greetings;
        std::unique_ptr<SlotReplica> replica;
        bool isTicking{false};
    };

    /** One operation after another. */
    struct Client
    {
        uint32_t server;
        uint32_t left;
        uint64_t sequence{0};  // of the operation under way
        std::size_t number{0}; // of the operation under way
        NamingMessage request{};
    };

    uint32_t Below(uint32_t bound)
    {
        return static_cast<uint32_t>(m_random() % bound);
    }

    bool Happens(double share)
    {
        return m_random() < share * 4294967296.0;
    }

    void After(int64_t us, std::function<void()> what)
    {
        m_events.emplace(m_now + 1000 * us, std::move(what));
    }

    /** Only if the server lives on. */
    void AfterAt(SlotMember life, int64_t us, std::function<void(Server&)> what)
    {
        After(us, [this, life, what] {
            Server* server = m_servers[life.server].get();
            if (server && server->self == life)
            {
                what(*server);
            }
        });
    }

    void RunUntil(int64_t us)
    {
        while (!m_events.empty() && m_events.begin()->first <= 1000 * us)
        {
            const auto event = m_events.extract(m_events.begin());
            m_now = event.key();
            event.mapped()();
        }
        m_now = 1000 * us;
    }

    bool Sees(uint32_t from, uint32_t to) const
    {
        const auto wrong = m_wrong.find({from, to});
        return m_servers[to] && (wrong == m_wrong.end() || wrong->second == 0);
    }

    void Send(uint32_t from, uint32_t to, const NamingMessage& message)
    {
        const bool isCalm = m_now > 1000 * int64_t{m_schedule.span};
        if (!isCalm && Happens(m_schedule.lost))
        {
            return;
        }
        const bool isLate = !isCalm && Happens(m_schedule.late);
        const auto deliver = [=] { Deliver(from, to, message); };
        After(5 + Below(isLate ? 4000 : 20), deliver);
        if (!isCalm && Happens(m_schedule.doubled))
        {
            After(5 + Below(4000), deliver);
        }
    }

    void Deliver(uint32_t from, uint32_t to, const NamingMessage& message)
    {
        if (message.kind == NamingHead::REPLY || message.kind == NamingHead::REDIRECT)
        {
            Answer(message);
        }
        else if (m_servers[to])
        {
            m_servers[to]->Receive(from, message);
        }
    }

    /** One server's view of another is wrong for a while. */
    void Err(uint32_t from, uint32_t to)
    {
        if (from == to || !m_servers[from] || m_wrong[{from, to}] > 0)
        {
            return;
        }
        ++m_wrong[{from, to}];
        const SlotMember life = m_servers[from]->self;
        m_servers[from]->Look();
        AfterAt(life, m_schedule.exclusion, [](Server& server) { server.Look(); });
        After(1 + Below(m_schedule.errorTime), [=] {
            --m_wrong[{from, to}];
            if (m_servers[from])
            {
                m_servers[from]->Look();
            }
        });
    }

    /** All see that a server has gone, or come, some time later each. */
    void ViewsChange()
    {
        for (uint32_t other = 0; other < m_schedule.servers; ++other)
        {
            if (m_servers[other])
            {
                for (uint32_t later : {Below(300), 300 + m_schedule.exclusion})
                {
                    AfterAt(m_servers[other]->self, later, [](Server& at) { at.Look(); });
                }
            }
        }
    }

    bool IsComplete() const
    {
        for (const auto& server : m_servers)
        {
            const SlotRecord* record = server ? server->replica->PeekRecord() : nullptr;
            if (record && record->isComplete && !record->isSealed &&
                record->members.size() == m_schedule.replicas &&
                std::all_of(record->members.begin(), record->members.end(), [&](auto& member) {
                    const Server* other = m_servers[member.server].get();
                    return other && other->self == member && other->replica->PeekRecord() &&
                           other->replica->PeekRecord()->epoch == record->epoch;
                }))
            {
                return true;
            }
        }
        return false;
    }

    void TryCrash(uint32_t server)
    {
        m_lost = IsComplete() ? 0 : m_lost;
        if (!m_servers[server] || m_lost + 1 >= m_schedule.replicas)
        {
            return;
        }
        ++m_lost;
        ++m_crashes;
        m_servers[server].reset();
        ViewsChange();
        After(50 + Below(m_schedule.absence), [=] {
            m_servers[server] = std::make_unique<Server>(*this, server, ++m_lives[server]);
            std::vector<uint32_t> others;
            for (uint32_t other = 0; other < m_schedule.servers; ++other)
            {
                if (other != server)
                {
                    others.push_back(other);
                }
            }
            m_servers[server]->greetings.Greet(others);
            m_servers[server]->Changed();
            ViewsChange();
        });
    }

    void Next(uint32_t number)
    {
        Client& client = m_clients[number];
        if (client.left == 0)
        {
            return;
        }
        const bool isLast = number == m_schedule.clients;
        const uint32_t kind = isLast ? 50 : Below(100);
        NamingTrial::Operation operation;
        operation.client = number;
        operation.op = kind < 45 ? "put" : kind < 85 ? "get" : "delete";
        operation.key = (isLast ? client.left % 2 : Below(2)) == 0 ? "a" : "b";
        operation.invoked = m_now;
        client.request = NamingMessage(NamingHead::REQUEST, 0, 0);
        client.request.flag = kind < 45   ? NamingMessage::PUT
                              : kind < 85 ? NamingMessage::GET
                                          : NamingMessage::DELETE;
        client.request.entries.resize(1);
        client.request.entries.front().name = operation.key;
        if (kind < 45)
        {
            operation.value = "v" + std::to_string(++m_values);
            client.request.entries.front().value = operation.value;
        }
        client.sequence = client.request.number = ++m_sequence;
        client.number = m_history.size();
        m_history.push_back(operation);
        Try(number, client.sequence);
    }

    void Try(uint32_t number, uint64_t sequence)
    {
        Client& client = m_clients[number];
        if (client.sequence != sequence)
        {
            return;
        }
        // Clients live on, whatever becomes of their servers, and are led astray now and then.
        const Server* server = m_servers[client.server].get();
        uint32_t root = 0;
        while (root + 1 < m_schedule.servers &&
               (server ? !server->IsReachable(root) : !m_servers[root]))
        {
            ++root;
        }
        Send(number, Below(20) == 0 ? Below(m_schedule.servers) : root, client.request);
        After(300 + Below(600), [=] { Try(number, sequence); });
    }

    void Answer(const NamingMessage& message)
    {
        for (uint32_t number = 0; number < m_clients.size(); ++number)
        {
            Client& client = m_clients[number];
            if (client.sequence != message.number || client.left == 0)
            {
                continue;
            }
            if (message.kind == NamingHead::REDIRECT)
            {
                Send(number, message.members.front().server, client.request);
                continue;
            }
            NamingTrial::Operation& operation = m_history[client.number];
            operation.completed = m_now;
            operation.result = message.flag == 0 ? "ok" : "absent";
            if (operation.op == "get")
            {
                operation.value = message.entries.empty() ? "" : message.entries.front().value;
            }
            client.sequence = 0;
            --client.left;
            After(Below(m_schedule.pause), [=] { Next(number); });
        }
    }

    Schedule m_schedule;
    std::mt19937 m_random;
    int64_t m_now{0}; // nanoseconds
    std::multimap<int64_t, std::function<void()>> m_events;
    std::vector<std::unique_ptr<Server>> m_servers; // null while they are down
    std::vector<uint64_t> m_lives;
    std::map<std::pair<uint32_t, uint32_t>, uint32_t> m_wrong; // views of servers of others
    std::vector<Client> m_clients;
    std::vector<NamingTrial::Operation> m_history;
    uint32_t m_lost{0}; // servers since all members were there
    uint32_t m_crashes{0};
    uint64_t m_values{0};
    uint64_t m_sequence{0};
};

} // namespace ns3::camcube

#endif /* SLOT_CLUSTER_H */
