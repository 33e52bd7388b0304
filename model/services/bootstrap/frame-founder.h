/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FRAME_FOUNDER_H
#define FRAME_FOUNDER_H

#include "place-finder.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The part of Bootstrap that begins a frame of reference when its turn comes before that of others,
 * and counts the servers in it up the tree by which it has spread, until most servers of the cube
 * are: then the frame holds.
 */
class FrameFounder : public PlaceFinder
{
  public:
    static TypeId GetTypeId();

    /** \copydoc Service::Service */
    explicit FrameFounder(uint16_t serviceId);

  protected:
    void Withdrawing() override;

    // PlaceFinder
    void Heard() override;
    void Write(BootstrapState& state) const override;

    /** The server begins a frame of reference when its turn comes, unless it has a place by then.
     */
    void AwaitTurn();

    /** The server begins none any more. */
    void ForgoTurn();

    /** \return whether a frame of reference holds, and this server has no place in it */
    bool IsOutside() const;

  private:
    void TakeTurn();
    bool MayBegin() const;
    void Count();
    void ReportCount();

    Time m_delay;     //!< attribute StartDelay
    Time m_backoff;   //!< attribute Backoff
    Time m_countTime; //!< attribute CountTime

    uint64_t m_number{0};  //!< of the frame that it would begin
    uint32_t m_turns{0};   //!< how often it could have begun one
    uint32_t m_servers{1}; //!< in its part of the tree, itself too
    EventId m_turn;        //!< when it begins a frame
    EventId m_count;       //!< when the parent is told the count
};

} // namespace ns3::camcube

#endif /* FRAME_FOUNDER_H */
