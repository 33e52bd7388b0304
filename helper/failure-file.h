/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAILURE_FILE_H
#define FAILURE_FILE_H

#include "failure-injector.h"

#include "ns3/nstime.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3::camcube
{

/** \ingroup camcube \brief One line of a failure file. */
struct FailureLine
{
    Time at;                    //!< when
    FailureInjector::Kind kind; //!< what
    uint32_t node;              //!< the server or switch, or one at which the link is plugged in
    std::string port;           //!< the link's port there
    std::string place;          //!< "file:line", for messages
};

/**
 * \ingroup camcube
 * Reads a failure file, see FailureInjector::ReadFile.
 * \return its lines
 * \throws std::invalid_argument, naming the line, if one makes no sense
 */
std::vector<FailureLine> ReadFailureFile(const std::string& file);

} // namespace ns3::camcube

#endif /* FAILURE_FILE_H */
