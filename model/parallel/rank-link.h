/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RANK_LINK_H
#define RANK_LINK_H

#include "batch-stream.h"
#include "remote-cable.h"

#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/remote-frame.h"

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * All cables from this rank to another one, and what both say to each other.
 *
 * A frame is known a while before it can arrive: the time that the smallest frame takes on the
 * fastest cable, transmission, propagation and processing. Half of that while the frames that leave
 * are put into one batch; for the other half the ranks do not need each other, and that is what
 * ns-3 is told. A message of ns-3, a blank packet as long as the batch, has the batch opened a time
 * step before its first frame can arrive at the soonest. So whatever happens at one time has come
 * in before that time, in whatever order messages do.
 */
class RankLink
{
  public:
    /** One end of the link: ns-3 delivers a message to a device of a node. */
    struct End
    {
        Ptr<Node> node;    //!< whose system id is the rank
        uint32_t index{0}; //!< of the device
    };

    /**
     * \param own the end here, whose device is made
     * \param other the other rank's end
     * \param stream carries batches to and from the other rank
     */
    RankLink(const End& own, const End& other, BatchStream& stream);
    ~RankLink();
    RankLink(const RankLink&) = delete;
    RankLink& operator=(const RankLink&) = delete;

    /** Adds a cable, as RemoteCable takes it. */
    void Add(Ptr<CamCubeNetDevice> port, Ptr<CamCubeNetDevice> standIn, uint8_t number);

    /** \param bytes of the smallest frame, as CubePartition::PromiseFrameBytes() says */
    void SetLeastBytes(uint32_t bytes);

    /**
     * Sends a frame.
     * \throws std::logic_error if it is faster than any was to be when the run began
     */
    void Send(const RemoteFrame& frame);

  private:
    Time Begin();
    void Flush();
    void Open(Ptr<Packet> message);

    /** \return the place of a cable, by what is at its end here */
    static uint64_t GetKey(uint32_t node, uint8_t port)
    {
        return uint64_t{node} << 8 | port;
    }

    End m_other;                  //!< where messages go
    BatchStream& m_stream;        //!< where batches go
    uint32_t m_leastBytes;        //!< of a frame
    int64_t m_latency{0};         //!< of the fastest frame, in time steps
    int64_t m_lookahead{0};       //!< what ns-3 is told of it
    std::vector<uint8_t> m_batch; //!< frames that have not left
    std::unordered_map<uint64_t, std::unique_ptr<RemoteCable>> m_cables; //!< by GetKey()
};

} // namespace ns3::camcube

#endif /* RANK_LINK_H */
