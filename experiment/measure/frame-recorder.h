/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FRAME_RECORDER_H
#define FRAME_RECORDER_H

#include "ns3/camcube-net-device.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"
#include "ns3/torus.h"

#include <cstdint>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * When which frames cross the cables of a cube, as the trace source PhyTxBegin of its ports says.
 * A frame is recorded as it begins to leave, so one that a failure catches on its cable is there,
 * too.
 */
class FrameRecorder
{
  public:
    /** A frame on its cable. */
    struct Sent
    {
        uint32_t from; //!< the server that sends it
        uint32_t to;   //!< the server at the cable's other end
        Time begin;    //!< when its first bit leaves
        Time end;      //!< when its last bit leaves
        Time delay;    //!< of the cable
    };

    /** \param limit frames to record; those after them are counted only */
    explicit FrameRecorder(std::size_t limit);
    FrameRecorder(const FrameRecorder&) = delete;
    FrameRecorder& operator=(const FrameRecorder&) = delete;

    /**
     * Records from now on, until Finish() or the end of the simulation. This must outlive either.
     * \param torus the geometry
     * \param servers the cube's servers, by number
     */
    void Begin(const Torus& torus, const NodeContainer& servers);

    /** Records no more. */
    void Finish();

    /** \return the frames recorded, by when they began to leave */
    const std::vector<Sent>& GetFrames() const
    {
        return m_frames;
    }

    /** \return how many came after the limit */
    uint64_t GetLeftOut() const
    {
        return m_leftOut;
    }

  private:
    struct Watch
    {
        Ptr<CamCubeNetDevice> port;
        Callback<void, Ptr<const Packet>> callback;
    };

    /** What a port traces. */
    void Record(uint32_t from,
                uint32_t to,
                const CamCubeNetDevice& port,
                const Ptr<const Packet>& packet);

    std::size_t m_limit;          //!< frames to record
    std::vector<Sent> m_frames;   //!< so far
    uint64_t m_leftOut{0};        //!< frames beyond the limit
    std::vector<Watch> m_watches; //!< what to undo
};

} // namespace ns3::camcube

#endif /* FRAME_RECORDER_H */
