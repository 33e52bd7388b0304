/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LOCAL_PROCESSES_H
#define LOCAL_PROCESSES_H

#include "ns3/event-id.h"
#include "ns3/group-tree.h"
#include "ns3/nstime.h"
#include "ns3/simple-ref-count.h"

#include <functional>
#include <map>
#include <memory>
#include <set>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The processes of one server: asks those that can be asked whether they are alive, and tells the
 * servers that watch one when it has ended, again and again until all have left its group.
 */
class LocalProcesses : public SimpleRefCount<LocalProcesses>
{
  public:
    using Check = std::function<bool()>;                 //!< answers whether a process is alive
    using Ended = std::function<void(uint32_t process)>; //!< is told of one that has ended

    /**
     * \param tree where notices go; deployed
     * \param user who sends them, and receives them on other servers; it must live as long
     * \param checkInterval between two checks of a process, above 0
     * \param repeatInterval between two notices of one process, above 0
     * \param ended is told, before others are
     */
    LocalProcesses(Ptr<GroupTree> tree,
                   const GroupTreeUser& user,
                   Time checkInterval,
                   Time repeatInterval,
                   Ended ended);
    ~LocalProcesses();

    /**
     * \param owner whose registrations the process joins; null for nobody's
     * \param process its number
     * \param check empty for a process that cannot be asked
     * \return ends it
     * \throws std::invalid_argument for a number that is taken, or was before: somebody may yet be
     *         told of that end, and would take it for this one's
     */
    Registration Add(Registration::List* owner, uint32_t process, Check check);

    bool IsAlive(uint32_t process) const
    {
        return m_processes.count(process) > 0;
    }

    /** \return whether there was such a process, which has ended */
    bool HasEnded(uint32_t process) const
    {
        return m_ended.count(process) > 0;
    }

    /** Another server watches a process, which may have ended, or was never there. */
    void Watched(uint32_t process);

    /** Ends all. */
    void EndAll();

    /** Tells those who watch what has ended, or was never there, and were not told so. */
    void AnnounceAll();

  private:
    static constexpr uint32_t USUAL_REPEATS = 8; //!< notices after which they become rarer
    static constexpr uint32_t MOST_REPEATS = 24; //!< notices after which nobody can be left

    /** The notices of one process. */
    struct Repeats
    {
        EventId next;     //!< the next one
        uint32_t sent{0}; //!< since somebody began to watch
    };

    /** A process. */
    struct Process
    {
        Check check;                                //!< empty for none
        std::shared_ptr<Registration::Entry> entry; //!< ends it
    };

    void Look();
    void End(uint32_t process);
    void Announce(uint32_t process);
    void Repeat(uint32_t process);
    GroupId MakeGroup(uint32_t process) const;

    Ptr<GroupTree> m_tree;                   //!< where notices go
    TorusCoordinate m_here;                  //!< this server
    const GroupTreeUser& m_user;             //!< who sends them
    Time m_checkInterval;                    //!< between two checks of a process
    Time m_repeatInterval;                   //!< between two notices of one process
    Ended m_isTold;                          //!< of those that end
    std::map<uint32_t, Process> m_processes; //!< by number
    std::set<uint32_t> m_ended;              //!< those that were there
    std::map<uint32_t, Repeats> m_repeats;   //!< by process
    EventId m_look;                          //!< the next checks
};

} // namespace ns3::camcube

#endif /* LOCAL_PROCESSES_H */
