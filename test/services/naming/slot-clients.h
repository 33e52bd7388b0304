/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SLOT_CLIENTS_H
#define SLOT_CLIENTS_H

#include "slot-server.h"

#include "ns3/naming-trial.h"

#include <string>
#include <vector>

namespace ns3::camcube
{

/** Who puts, gets and deletes at a SlotCluster, and what came of it. */
class SlotClients
{
  public:
    SlotClients(SlotEvents& events, SlotNetwork& network)
        : m_events(events),
          m_network(network)
    {
    }

    /** Adds one at a server. \return its number */
    uint32_t Add(uint32_t server, uint32_t operations)
    {
        m_clients.push_back({server, operations});
        return static_cast<uint32_t>(m_clients.size() - 1);
    }

    const std::vector<NamingTrial::Operation>& GetHistory() const
    {
        return m_history;
    }

    /** \return whether the last one was not answered */
    bool IsStuck() const
    {
        return m_clients.back().left > 0;
    }

    /** Has a client begin its next operation. */
    void Next(uint32_t number)
    {
        Client& client = m_clients[number];
        if (client.left == 0)
        {
            return;
        }
        const bool isLast = number == m_network.GetSchedule().clients;
        const uint32_t kind = isLast ? 50 : m_events.Below(100);
        NamingTrial::Operation operation;
        operation.client = number;
        operation.op = kind < 45 ? "put" : kind < 85 ? "get" : "delete";
        operation.key = (isLast ? client.left % 2 : m_events.Below(2)) == 0 ? "a" : "b";
        operation.invoked = m_events.GetNow();
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

    /** A reply or redirection has come. */
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
                m_network.Send(number, message.members.front().server, client.request);
                continue;
            }
            NamingTrial::Operation& operation = m_history[client.number];
            operation.completed = m_events.GetNow();
            operation.result = message.flag == 0 ? "ok" : "absent";
            if (operation.op == "get")
            {
                operation.value = message.entries.empty() ? "" : message.entries.front().value;
            }
            client.sequence = 0;
            --client.left;
            m_events.After(m_events.Below(m_network.GetSchedule().pause), [=] { Next(number); });
        }
    }

  private:
    /** One operation after another. */
    struct Client
    {
        uint32_t server;
        uint32_t left;
        uint64_t sequence{0};  // of the operation under way
        std::size_t number{0}; // of the operation under way
        NamingMessage request{};
    };

    void Try(uint32_t number, uint64_t sequence)
    {
        Client& client = m_clients[number];
        if (client.sequence != sequence)
        {
            return;
        }
        // Clients live on, whatever becomes of their servers, and are led astray now and then.
        uint32_t root = 0;
        while (root + 1 < m_network.GetSchedule().servers && !Sees(client.server, root))
        {
            ++root;
        }
        m_network.Send(number,
                       m_events.Below(20) == 0 ? m_events.Below(m_network.GetSchedule().servers)
                                               : root,
                       client.request);
        m_events.After(300 + m_events.Below(600), [=] { Try(number, sequence); });
    }

    /** \return whether who is at a server takes another one to be up */
    bool Sees(uint32_t at, uint32_t other) const
    {
        return m_network.IsUp(at) ? at == other || m_network.Sees(at, other)
                                  : m_network.IsUp(other);
    }

    SlotEvents& m_events;
    SlotNetwork& m_network;
    std::vector<Client> m_clients;
    std::vector<NamingTrial::Operation> m_history;
    uint64_t m_values{0};
    uint64_t m_sequence{0};
};

} // namespace ns3::camcube

#endif /* SLOT_CLIENTS_H */
