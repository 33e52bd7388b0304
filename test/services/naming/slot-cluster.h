/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SLOT_CLUSTER_H
#define SLOT_CLUSTER_H

#include "slot-clients.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <ostream>
#include <utility>
#include <vector>

namespace ns3::camcube
{

/**
 * One slot at some servers, with a network and routes of its own that err more than any cube's:
 * each server's view of each other one is wrong for a while now and then, and messages are lost,
 * doubled and late. Servers crash and return without memory, and clients put, get and delete.
 */
class SlotCluster : public SlotNetwork
{
  public:
    using Schedule = SlotSchedule;

    SlotCluster(uint32_t seed, const Schedule& schedule)
        : m_schedule(schedule),
          m_events(seed),
          m_clients(m_events, *this)
    {
        for (uint32_t server = 0; server < schedule.servers; ++server)
        {
            m_servers.push_back(std::make_unique<SlotServer>(*this, server, 0));
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
            m_clients.Add(client % m_schedule.servers, m_schedule.operations);
            m_events.After(m_events.Below(1000), [=] { m_clients.Next(client); });
        }
        for (uint32_t i = 0; i < m_schedule.crashes; ++i)
        {
            m_events.After(m_events.Below(m_schedule.span),
                           [=] { TryCrash(m_events.Below(m_schedule.servers)); });
        }
        for (uint32_t i = 0; i < m_schedule.errors; ++i)
        {
            m_events.After(m_events.Below(m_schedule.span), [=] {
                Err(m_events.Below(m_schedule.servers), m_events.Below(m_schedule.servers));
            });
        }
        for (uint32_t i = 0; i < m_schedule.poisons; ++i)
        {
            m_events.After(m_events.Below(m_schedule.span),
                           [=, to = m_events.Below(m_schedule.replicas)] {
                               for (uint32_t from = 0; from < m_schedule.servers; ++from)
                               {
                                   Err(from, to);
                               }
                           });
        }
        m_events.RunUntil(m_schedule.span + m_schedule.absence + 60000);
        m_clients.Next(m_clients.Add(m_schedule.servers - 1, 8)); // all that was put is there
        m_events.RunUntil(GetNow() / 1000 + 60000);
    }

    const std::vector<NamingTrial::Operation>& GetHistory() const
    {
        return m_clients.GetHistory();
    }

    uint32_t GetNCrashes() const
    {
        return m_crashes;
    }

    /** \return whether the last reader was not answered */
    bool IsStuck() const
    {
        return m_clients.IsStuck();
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
        return m_events.IsQuiet();
    }

  private:
    int64_t GetNow() const override
    {
        return m_events.GetNow();
    }

    const Schedule& GetSchedule() const override
    {
        return m_schedule;
    }

    bool IsUp(uint32_t server) const override
    {
        return m_servers[server] != nullptr;
    }

    void AfterAt(SlotMember life, int64_t us, std::function<void(SlotServer&)> what) override
    {
        m_events.After(us, [this, life, what] {
            SlotServer* server = m_servers[life.server].get();
            if (server && server->self == life)
            {
                what(*server);
            }
        });
    }

    bool Sees(uint32_t from, uint32_t to) const override
    {
        const auto wrong = m_wrong.find({from, to});
        return m_servers[to] && (wrong == m_wrong.end() || wrong->second == 0);
    }

    void Send(uint32_t from, uint32_t to, const NamingMessage& message) override
    {
        const bool isCalm = GetNow() > 1000 * int64_t{m_schedule.span};
        if (!isCalm && m_events.Happens(m_schedule.lost))
        {
            return;
        }
        const bool isLate = !isCalm && m_events.Happens(m_schedule.late);
        const auto deliver = [=] { Deliver(from, to, message); };
        m_events.After(5 + m_events.Below(isLate ? 4000 : 20), deliver);
        if (!isCalm && m_events.Happens(m_schedule.doubled))
        {
            m_events.After(5 + m_events.Below(4000), deliver);
        }
    }

    void Deliver(uint32_t from, uint32_t to, const NamingMessage& message)
    {
        if (message.kind == NamingHead::REPLY || message.kind == NamingHead::REDIRECT)
        {
            m_clients.Answer(message);
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
        AfterAt(life, m_schedule.exclusion, [](SlotServer& server) { server.Look(); });
        m_events.After(1 + m_events.Below(m_schedule.errorTime), [=] {
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
                for (uint32_t later : {m_events.Below(300), 300 + m_schedule.exclusion})
                {
                    AfterAt(m_servers[other]->self, later, [](SlotServer& at) { at.Look(); });
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
                    const SlotServer* other = m_servers[member.server].get();
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
        m_events.After(50 + m_events.Below(m_schedule.absence), [=] {
            m_servers[server] = std::make_unique<SlotServer>(*this, server, ++m_lives[server]);
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

    Schedule m_schedule;
    SlotEvents m_events;
    std::vector<std::unique_ptr<SlotServer>> m_servers; // null while they are down
    std::vector<uint64_t> m_lives;
    std::map<std::pair<uint32_t, uint32_t>, uint32_t> m_wrong; // views of servers of others
    SlotClients m_clients;
    uint32_t m_lost{0}; // servers since all members were there
    uint32_t m_crashes{0};
};

} // namespace ns3::camcube

#endif /* SLOT_CLUSTER_H */
