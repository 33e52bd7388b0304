/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef AGGREGATION_STREAMS_H
#define AGGREGATION_STREAMS_H

#include "aggregation-places.h"

#include <deque>

namespace ns3::camcube
{

struct AggregationMessage;

/**
 * \ingroup camcube
 *
 * The streams of records between the places that a server plays and those of others: each link
 * takes a frame of one stream after the other, as far as parents have asked for them.
 */
class AggregationStreams : public AggregationPlaces
{
  public:
    using AggregationPlaces::AggregationPlaces;

    // Service
    void Receive(FramePtr frame, uint8_t in) override;
    FramePtr Poll(uint8_t out) override;
    bool IsWaitingFor(uint8_t out) const override;
    void LinkDown(uint8_t port) override;

  protected:
    void Placed() override;
    void Withdrawing() override;

    /** Goes on merging as far as that is possible now, and sends what may be sent. */
    void Advance(const Id& id, const VertexPtr& vertex);

    /** Tells children that they may send more, where that is due. */
    void Grant(const Id& id, AggregationVertex& vertex);

    /** The same at a root: what comes out is not sent, but handed on. */
    virtual void Deliver(const Id& id, const VertexPtr& vertex) = 0;

  private:
    void Handle(const Packet& packet,
                const TorusCoordinate& from,
                const std::optional<uint8_t>& port);
    void Pulled(const AggregationMessage& message,
                const TorusCoordinate& from,
                const std::optional<uint8_t>& port);
    void Received(const AggregationMessage& message,
                  std::vector<AggregationRecord> records,
                  const TorusCoordinate& from,
                  const std::optional<uint8_t>& port);
    void Emit(const Id& id, AggregationVertex& vertex);
    Ptr<Packet> MakeFrame(const Id& id, AggregationVertex& vertex);

    Registration m_endpointHere;                       //!< of routed messages
    std::array<std::deque<Id>, N_TORUS_PORTS> m_turns; //!< places with frames for a link, in turn
};

} // namespace ns3::camcube

#endif /* AGGREGATION_STREAMS_H */
