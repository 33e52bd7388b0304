/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef REMOTE_FRAME_H
#define REMOTE_FRAME_H

#include "frame.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A frame on its way to another process, as it is in memory: its headers decoded, its payload with
 * tags. All processes run one program, so numbers go as they are. Of a payload that is nothing but
 * a number of bytes, as that of most simulated packets, the number goes.
 */
struct RemoteFrame
{
    uint32_t node{0};   //!< the id of the server that receives it
    uint8_t port{0};    //!< the port there
    uint32_t losses{0}; //!< how often the link had gone down when it was sent
    int64_t arrival{0}; //!< when it is to be handed up, in time steps
    FramePtr frame;     //!< the frame

    /** Appends it to a batch. */
    void AppendTo(std::vector<uint8_t>& batch) const;

    /**
     * \param batch what AppendTo() has made
     * \param at where one begins in it; then, where the next does
     */
    static RemoteFrame Read(const std::vector<uint8_t>& batch, std::size_t& at);
};

} // namespace ns3::camcube

#endif /* REMOTE_FRAME_H */
