/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LIVE_COMMANDS_H
#define LIVE_COMMANDS_H

#include "live-testbed.h"

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What a person can have done to a cube while it runs, a line each:
 *
 * - fail X,Y,Z breaks a server; fail X,Y,Z,PORT the link at one of its ports, such as 0,0,1,+x
 * - repair mends all; repair with a place, that server or link
 * - status tells how it goes, as JSON
 *
 * An answer begins with a line "ok" or "error"; what there is to say follows.
 */
class LiveCommands
{
  public:
    /**
     * \param testbed whose cube it is; it must outlive this
     * \param status adds to what status tells, if there is more than failures
     */
    LiveCommands(LiveTestbed& testbed, std::function<void(nlohmann::ordered_json&)> status);

    /** Does what a line says, in an event. \return the answer */
    std::string Do(const std::string& line);

    /** \return servers that have failed, as x,y,z */
    std::vector<std::string> GetFailedServers() const;

    /** \return links that have failed, but for those of failed servers, as x,y,z,port */
    std::vector<std::string> GetFailedLinks() const;

  private:
    /** \return the server or link at a place; \throws std::invalid_argument for none */
    FailureTargets Find(const std::string& place) const;
    std::string Describe() const;
    void RepairAll();

    LiveTestbed& m_testbed;                                //!< whose cube it is
    std::function<void(nlohmann::ordered_json&)> m_status; //!< adds to it
};

} // namespace ns3::camcube

#endif /* LIVE_COMMANDS_H */
