/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef AGGREGATION_INLET_H
#define AGGREGATION_INLET_H

#include "aggregation-message.h"

#include <deque>
#include <map>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The parent's end of a stream of records from a child: what has come and is not used yet, within a
 * window. It can begin anew behind the last record that has come, so that each is used once,
 * whoever sends them.
 */
class AggregationInlet
{
  public:
    /**
     * \param place the child
     * \param link the port by which it is next to the parent in the intact cube
     * \param window frames that may wait here
     */
    AggregationInlet(const TorusCoordinate& place, uint8_t link, uint32_t window);

    /** Begins anew behind a key, and forgets what waits. \param after nothing for all keys */
    void Reset(const std::optional<uint64_t>& after);

    /** Begins a session: frames are numbered anew. */
    void Begin(uint64_t session);

    /** Fills in what a PULL says, which is then known to the child. */
    void Grant(AggregationMessage& message);

    /** Takes a frame. \return whether it is of use, now or once those before it have come */
    bool Accept(const AggregationMessage& message, std::vector<AggregationRecord> records);

    /** \return the first record that waits, null if there is none */
    const AggregationRecord* Peek() const;

    /** Uses it up. */
    void Pop();

    /** \return whether all records have come */
    bool IsComplete() const
    {
        return m_isComplete;
    }

    /** \return whether all records have come and been used */
    bool IsOver() const
    {
        return m_isComplete && m_frames.empty();
    }

    /** \return whether the child had better be told that it may send more */
    bool IsGrantDue() const
    {
        return !m_isComplete && GetCredit() >= m_granted + (m_window + 1) / 2;
    }

    /** \return whether nothing has come since this was asked last, though it might have */
    bool HasStalled();

    /** \return the child */
    const TorusCoordinate& GetPlace() const
    {
        return m_place;
    }

    uint8_t GetPort() const
    {
        return m_link;
    }

    uint64_t GetSession() const
    {
        return m_session;
    }

    TorusCoordinate server;      //!< who plays the child, as far as it is known here
    std::optional<uint8_t> port; //!< by which it is asked, unless that is routed

  private:
    /** Frames that have come before others. */
    struct Early
    {
        std::optional<uint64_t> after;          //!< the key before its first
        bool isLast;                            //!< nothing follows
        std::vector<AggregationRecord> records; //!< what it holds
    };

    uint32_t GetCredit() const
    {
        return m_received + m_window - static_cast<uint32_t>(m_frames.size());
    }

    bool Take(Early frame);

    TorusCoordinate m_place;                             //!< the child
    uint8_t m_link;                                      //!< the port to it in the intact cube
    uint32_t m_window;                                   //!< frames
    uint64_t m_session{0};                               //!< the last that began
    uint32_t m_received{0};                              //!< frames in it, none missing
    uint32_t m_granted{0};                               //!< frames that the child may send in it
    std::optional<uint64_t> m_last;                      //!< key of the last record that has come
    std::deque<std::vector<AggregationRecord>> m_frames; //!< that wait, none of them empty
    std::size_t m_used{0};                               //!< records of the first
    std::map<uint32_t, Early> m_early;                   //!< by number
    bool m_isComplete{false};                            //!< whether the last frame has come
    bool m_hasMoved{true};                               //!< since the last look
};

} // namespace ns3::camcube

#endif /* AGGREGATION_INLET_H */
