/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SERVER_LOG_H
#define SERVER_LOG_H

#include "ns3/log.h"
#include "ns3/node.h"

/**
 * \file
 * \ingroup camcube
 *
 * For source files of applications that log: every line begins with the node's number, as in
 * "[node 3] neighbor at +x lost". Include it in no header.
 *
 * A component is named as its class is, without namespace, and is switched on by
 * NS_LOG=DistanceVector=level_info, or NS_LOG=camcube::DistanceVector=level_info: ns-3 takes a
 * colon for the end of a component, so that the latter names two more, an empty one, which it
 * passes over, and "camcube", which logs nothing.
 */

#undef NS_LOG_APPEND_CONTEXT
#define NS_LOG_APPEND_CONTEXT                                                                      \
    if (GetNode())                                                                                 \
    {                                                                                              \
        std::clog << "[node " << GetNode()->GetId() << "] ";                                       \
    }

#endif /* SERVER_LOG_H */
