/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAILURE_TARGETS_H
#define FAILURE_TARGETS_H

#include "ns3/channel.h"
#include "ns3/node-container.h"

#include <cstdint>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What a FailureInjector breaks and mends: cables of any network, the links of a cube among them,
 * servers, or switches; one or many of one sort, in an order.
 */
class FailureTargets
{
  public:
    /** What the targets are. */
    enum Sort : uint8_t
    {
        LINKS, //!< all cables, as failure files call them
        SERVERS,
        SWITCHES
    };

    /** \param cables channels of any kind; links of a cube, for example */
    template <typename T>
    FailureTargets(const std::vector<Ptr<T>>& cables)
        : m_sort(LINKS)
    {
        for (const Ptr<T>& cable : cables)
        {
            m_items.emplace_back(cable);
        }
    }

    /** \param cable a channel of any kind */
    template <typename T>
    FailureTargets(const Ptr<T>& cable)
        : FailureTargets(std::vector<Ptr<Channel>>{cable})
    {
    }

    /** Servers; switches are nodes too, so Switches() says that they are meant. */
    FailureTargets(const NodeContainer& servers)
        : FailureTargets(SERVERS, servers)
    {
    }

    /** One server. */
    FailureTargets(const Ptr<Node>& server)
        : FailureTargets(NodeContainer(server))
    {
    }

    /** \return switches to break or to mend */
    static FailureTargets Switches(const NodeContainer& switches)
    {
        return FailureTargets(SWITCHES, switches);
    }

    Sort GetSort() const
    {
        return m_sort;
    }

    /** \return the channels of cables, or the nodes of servers and switches */
    const std::vector<Ptr<Object>>& GetItems() const
    {
        return m_items;
    }

  private:
    FailureTargets(Sort sort, const NodeContainer& nodes)
        : m_sort(sort),
          m_items(nodes.Begin(), nodes.End())
    {
    }

    Sort m_sort;
    std::vector<Ptr<Object>> m_items;
};

} // namespace ns3::camcube

#endif /* FAILURE_TARGETS_H */
