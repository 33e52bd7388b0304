/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_MONITOR_H
#define LINK_MONITOR_H

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A netlink socket by which Linux tells of each change of a network interface of this process's
 * namespace: carrier, switch, name, removal. What it tells is only when to look again, so that
 * nothing depends on a message that was lost.
 */
class LinkMonitor
{
  public:
    /** \throws std::runtime_error if there is no netlink */
    LinkMonitor();
    ~LinkMonitor();

    LinkMonitor(const LinkMonitor&) = delete;
    LinkMonitor& operator=(const LinkMonitor&) = delete;

    /** \return what to wait for */
    int GetDescriptor() const
    {
        return m_socket;
    }

    /** \return whether something has changed since the last call; in any thread */
    bool TakeChanges() const;

  private:
    int m_socket; //!< the socket
};

} // namespace ns3::camcube

#endif /* LINK_MONITOR_H */
