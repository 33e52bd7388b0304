/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SEND_RESULT_H
#define SEND_RESULT_H

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 * What became of a frame or packet that was to be sent.
 */
enum class SendResult : uint8_t
{
    SENT,    //!< it is taken
    BUSY,    //!< not now: the link is sending, or its queue is full
    DOWN,    //!< the link is down, or there is no path
    TOO_LONG //!< it exceeds the MTU
};

} // namespace ns3::camcube

#endif /* SEND_RESULT_H */
