/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_RESULT_H
#define FLOW_RESULT_H

#include "flow.h"

#include <algorithm>
#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 * What became of one flow.
 */
struct FlowResult
{
    Flow flow;                 //!< what was asked for
    uint64_t receivedBytes{0}; //!< payload that reached the application at the destination
    Time firstByte;            //!< when the first of it came
    Time lastByte;             //!< when the last of it came
    Time observedUntil;        //!< when this result was taken

    /** \return true if a bounded flow has arrived whole */
    bool IsCompleted() const
    {
        return flow.bytes > 0 && receivedBytes >= flow.bytes;
    }

    /** \return true if the flow has a completion time: TCP, bounded and completed */
    bool HasCompletionTime() const
    {
        return IsCompleted() && !flow.IsConstantRate();
    }

    /** \return from the start of a completed flow to its last byte, TCP's handshake included */
    Time GetCompletionTime() const
    {
        return lastByte - flow.start;
    }

    /**
     * \return the time that goodput is taken over: the completion time, or else from the flow's
     * start to its stop or the end of observation; a constant-rate flow lasts until its stop even
     *         if all has arrived
     */
    Time GetActiveTime() const
    {
        return HasCompletionTime() ? GetCompletionTime()
                                   : std::min(flow.stop, observedUntil) - flow.start;
    }

    /** \return payload received over the active time, in Mbit/s; 0 if it has not started */
    double GetGoodputMbps() const
    {
        const Time active = GetActiveTime();
        return active.IsStrictlyPositive() ? receivedBytes * 8e-6 / active.GetSeconds() : 0;
    }
};

} // namespace ns3::camcube

#endif /* FLOW_RESULT_H */
