/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef AGGREGATION_OUTLET_H
#define AGGREGATION_OUTLET_H

#include "aggregation-message.h"

#include <deque>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A child's end of a stream of records to its parent: frames that are kept until the parent has
 * them, no more than a window.
 */
class AggregationOutlet
{
  public:
    /** \param window frames that are kept \param perFrame records of each */
    AggregationOutlet(uint32_t window, uint32_t perFrame);

    /** Begins anew behind a key, with nothing kept. \param after nothing for all keys */
    void Reset(const std::optional<uint64_t>& after);

    /**
     * Hears what the parent says.
     * \param message a PULL
     * \param from who plays it; two that do may have chosen the same number for a session
     * \return false if what it wants is not kept any more, nor next
     */
    bool Pull(const AggregationMessage& message, const TorusCoordinate& from);

    /** \return whether no more records are taken for now */
    bool IsFull() const
    {
        return m_isOver || m_frames.size() >= m_window;
    }

    /** Adds a record of a higher key than all before. */
    void Append(const AggregationRecord& record);

    /** Says that no record follows. */
    void Finish();

    /** \return whether there is a frame that the parent would take */
    bool HasNext() const
    {
        return m_next < m_credit && m_next - m_first < m_frames.size();
    }

    /** \return the next frame, with the fields of DATA filled in */
    Ptr<Packet> Next(AggregationMessage message);

    uint64_t GetSession() const
    {
        return m_session;
    }

    TorusCoordinate server;      //!< who plays the parent
    std::optional<uint8_t> port; //!< by which it asks, unless that is routed
    bool isWaiting{false};       //!< for its turn on the link

  private:
    /** What goes into one packet. */
    struct Content
    {
        std::optional<uint64_t> after;          //!< the key before the first, if there is one
        std::vector<AggregationRecord> records; //!< some, or none in the last
        bool isLast;                            //!< nothing follows
    };

    void Close(bool isLast);

    uint32_t m_window;                        //!< frames
    uint32_t m_perFrame;                      //!< records
    uint64_t m_session{0};                    //!< of the parent's
    std::deque<Content> m_frames;             //!< in order
    uint32_t m_first{0};                      //!< number of the first in this session
    uint32_t m_next{0};                       //!< of the next to be sent
    uint32_t m_credit{0};                     //!< of the first that may not be sent
    std::optional<uint64_t> m_end;            //!< the key of the last record in frames
    std::vector<AggregationRecord> m_partial; //!< records of a frame that is not full yet
    bool m_isOver{false};                     //!< no record follows
};

} // namespace ns3::camcube

#endif /* AGGREGATION_OUTLET_H */
