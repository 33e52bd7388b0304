/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SERVER_SESSION_H
#define SERVER_SESSION_H

#include "echo-probe.h"
#include "real-time-run.h"
#include "server-options.h"

#include "ns3/descriptor-watch.h"
#include "ns3/server-helper.h"

#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

namespace ns3::camcube
{

class LivePort;
class StatusLine;

/**
 * \ingroup camcube
 *
 * One server of a cube in this process, on real cables and in real time: its services, its host if
 * it has one, and what it measures. Make it once RealTimeRun::Choose() has been called.
 */
class ServerSession
{
  public:
    /**
     * \param options of a server with interfaces
     * \param status says how it is going
     * \throws std::invalid_argument for interfaces or a device that cannot be used
     */
    ServerSession(const ServerOptions& options, StatusLine& status);
    ~ServerSession();

    /** Runs until the duration is over or a signal comes. */
    void Run();

    /** \return what its questions came to */
    const EchoProbe& GetProbe() const
    {
        return *m_probe;
    }

    /** \return what was measured beside that */
    nlohmann::ordered_json ToJson() const;

  private:
    /** A neighbour that was lost, or found. */
    struct Change
    {
        Time time;    //!< when
        uint8_t port; //!< at which port
        bool alive;   //!< which of the two
    };

    void Say();

    const ServerOptions& m_options;           //!< what was chosen
    StatusLine& m_status;                     //!< says how it is going
    std::shared_ptr<DescriptorWatch> m_watch; //!< waits for cables, host and signals
    RealTimeRun m_run;                        //!< runs the simulation
    bool m_hasPriority{false};                //!< before all that is not in real time
    ServerHelper m_helper;                    //!< made the server
    Ptr<Node> m_server;                       //!< the server
    Ptr<LivePort> m_host;                     //!< null for none
    std::unique_ptr<EchoProbe> m_probe;       //!< asks others
    std::vector<Change> m_changes;            //!< of its neighbours
    int64_t m_beginUs{0};                     //!< since 1970, of the simulation
};

} // namespace ns3::camcube

#endif /* SERVER_SESSION_H */
