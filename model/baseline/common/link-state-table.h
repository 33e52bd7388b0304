/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_STATE_TABLE_H
#define LINK_STATE_TABLE_H

#include "link-state-header.h"

#include <algorithm>
#include <cstdint>
#include <map>

namespace ns3::camcube
{

/** \ingroup camcube \brief What a node has heard of ports that are down, its own included. */
class LinkStateTable
{
  public:
    /** \return whether a message is news; it is taken in then */
    bool Update(const LinkStateHeader& message)
    {
        const auto [known, isNew] = m_states.try_emplace(message.node, message);
        if (!isNew)
        {
            if (message.sequence <= known->second.sequence)
            {
                return false;
            }
            m_nDown -= known->second.isDown.size();
            known->second = message;
        }
        m_nDown += message.isDown.size();
        return true;
    }

    /** \return whether a node has said that a port of it is down */
    bool IsDown(uint32_t node, uint32_t port) const
    {
        const auto state = m_states.find(node);
        if (state == m_states.end())
        {
            return false;
        }
        const auto& ports = state->second.isDown;
        return std::find(ports.begin(), ports.end(), port) != ports.end();
    }

    /** \return whether no port is down */
    bool IsIntact() const
    {
        return m_nDown == 0;
    }

    /** \return the last message of each node that ever sent one, by node number */
    const std::map<uint32_t, LinkStateHeader>& GetStates() const
    {
        return m_states;
    }

  private:
    std::map<uint32_t, LinkStateHeader> m_states; //!< by node number
    std::size_t m_nDown{0};                       //!< ports that are down
};

} // namespace ns3::camcube

#endif /* LINK_STATE_TABLE_H */
