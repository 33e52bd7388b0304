/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LIVE_SESSION_H
#define LIVE_SESSION_H

#include "live-commands.h"
#include "live-testbed.h"
#include "real-time-run.h"

#include "ns3/live-port.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3::camcube
{

class ControlSocket;
class DescriptorWatch;
class StatusLine;

/**
 * \ingroup camcube
 *
 * A cube in real time whose servers are the hosts of network namespaces: one TUN device in each is
 * bound to one server. A line says how it goes, and another that it falls behind the wall clock.
 */
class LiveSession
{
  public:
    static constexpr const char* DEVICE = "cube"; //!< the name of each TUN device

    /** What a session has measured. */
    struct Outcome
    {
        uint32_t servers{0};        //!< of the cube
        double seconds{0};          //!< simulated
        LivePort::Counters packets; //!< of all hosts
        SampleSummary latenessUs;   //!< of events
        bool hasPriority{false};    //!< whether the kernel ran it before others
    };

    /**
     * RealTimeRun::Choose() must have been called before the testbed was made.
     * \param options how hosts are bound
     * \param testbed to whose servers; it must outlive this
     * \param program what lines of its begin with
     * \param status the line that says how it goes
     * \throws std::invalid_argument if a namespace, a device or the socket cannot be had
     */
    LiveSession(const LiveOptions& options,
                LiveTestbed& testbed,
                const std::string& program,
                StatusLine& status);
    ~LiveSession();

    /** Runs until it is over. \return what it measured */
    Outcome Run();

  private:
    LivePort::Counters Count() const;
    void TellEverySecond();
    void WarnIfLate(double worstMs);
    void AddStatus(nlohmann::ordered_json& status) const;

    const LiveOptions& m_options;             //!< how hosts are bound
    LiveTestbed& m_testbed;                   //!< to whose servers
    std::string m_program;                    //!< what lines begin with
    StatusLine& m_status;                     //!< says how it goes
    std::shared_ptr<DescriptorWatch> m_watch; //!< of all devices
    std::vector<Ptr<LivePort>> m_ports;       //!< of the hosts
    LiveCommands m_commands;                  //!< what a person has done meanwhile
    std::unique_ptr<RealTimeRun> m_run;       //!< keeps step with the clock
    std::unique_ptr<ControlSocket> m_control; //!< by which commands come, if it was asked for
    uint64_t m_packetsBefore{0};              //!< by the last second
    double m_packetsASecond{0};               //!< in the last second
    double m_worstMs{0};                      //!< how late it was at worst in the last second
    double m_nextWarning{0};                  //!< not before, in simulated seconds
};

} // namespace ns3::camcube

#endif /* LIVE_SESSION_H */
