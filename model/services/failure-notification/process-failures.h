/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PROCESS_FAILURES_H
#define PROCESS_FAILURES_H

#include "server-failures.h"

#include "ns3/group-tree.h"

#include <map>

namespace ns3::camcube
{

class LocalProcesses;

/**
 * \ingroup camcube
 *
 * Tells whoever asks that a process on some server has ended. Each is told once, within a bound,
 * whatever fails in that moment (doc/failure-notification.rst).
 *
 * A process is looked after by its own server. Those who watch it are members of a group whose
 * root that server is, so a notice takes each link of a tree once, and nothing is sent before.
 * Install it on all servers, with ServerFailures and GroupTree.
 *
 * Source: Costa et al., WREN 2009, section 4.3; Dunagan et al.: FUSE, OSDI 2004.
 */
class ProcessFailures : public Service, private GroupTreeUser
{
  public:
    static constexpr uint16_t SERVICE_ID = 13; //!< on the server; GroupTree carries its frames
    static constexpr uint8_t TREE_USER = 3;    //!< its number there

    /** Processes of a server are numbered from 0 to this; groups of higher numbers are theirs. */
    static constexpr uint32_t MAX_PROCESS = 0x7fffffff;

    /** What has become of a process. */
    enum Failure : uint8_t
    {
        UNREACHABLE, //!< its server cannot be reached from here
        ENDED,       //!< it has ended
        UNKNOWN      //!< there is no process of that number
    };

    using Receiver = std::function<void(Failure why)>; //!< is told
    using Check = std::function<bool()>;               //!< answers whether a process is alive

    /** Of trace source Reported. */
    typedef void (*ReportedCallback)(const TorusCoordinate& server, uint32_t process, Failure why);

    static TypeId GetTypeId();
    ProcessFailures();
    ~ProcessFailures() override;

    /** \return a failure in a word */
    static const char* GetName(Failure why);

    /**
     * Tells once that a process has ended, or is not there, or its server cannot be reached; now
     * or later, never within this call.
     * \param owner the service that asks, or null
     * \param server where the process is
     * \param process its number there
     * \param receiver is told
     * \return undoes it
     * \throws std::invalid_argument for a server outside the cube, a number above MAX_PROCESS, or
     *         no receiver
     * \throws std::logic_error while this service, ServerFailures, GroupTree or the multi-hop
     *         routing service is not deployed
     */
    Registration Watch(Service* owner,
                       const TorusCoordinate& server,
                       uint32_t process,
                       Receiver receiver);

    /**
     * Has a process of this server looked after. It ends with what is returned, with its owner, or
     * when a check finds it dead. \param owner the service that is the process, or has started it;
     * or null \param process its number \param check is asked every CheckInterval; a process
     * without one is alive until it ends \throws std::invalid_argument for a number that is taken,
     * was taken before, or is above MAX_PROCESS \throws std::logic_error while this service is not
     * deployed
     */
    Registration Add(Service* owner, uint32_t process, Check check = nullptr);

    /** \return notices that made no sense */
    uint64_t GetMalformed() const
    {
        return m_malformed;
    }

  protected:
    void DoDispose() override;
    bool NeedsPlace() const override;
    void Placed() override;
    void Withdrawing() override;

  private:
    // GroupTreeUser
    void EdgeFormed(const GroupId& group, uint8_t port, Ptr<const Packet> greeting) override;
    void Received(const GroupId& group, uint8_t in, FramePtr frame) override;

    void CheckUse(uint32_t process) const;
    void TellSoon(uint32_t process);
    void TellHere(uint32_t process);
    void Tell(GroupId process, Failure why);
    void Unwatch(const GroupId& process);

    Time m_checkInterval;                     //!< between two looks at processes
    Time m_repeatInterval;                    //!< between two notices of one process
    Ptr<ServerFailures> m_servers;            //!< knows of servers
    Ptr<GroupTree> m_tree;                    //!< brings notices
    Registration m_user;                      //!< of the tree
    WatchList<GroupId, Failure> m_watches;    //!< who here is to be told, by the group of a process
    std::map<GroupId, Registration> m_served; //!< watches of the servers of what is watched
    Ptr<LocalProcesses> m_processes;          //!< of this server, once it has been deployed
    uint64_t m_malformed{0};                  //!< notices that made no sense
    TracedCallback<const TorusCoordinate&, uint32_t, Failure> m_reported; //!< somebody is told
};

} // namespace ns3::camcube

#endif /* PROCESS_FAILURES_H */
