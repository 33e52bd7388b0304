/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_AGREEMENT_H
#define LINK_AGREEMENT_H

#include "sleep-header.h"

#include <optional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * One end's side of the talk about one link's sleep: what to say, what to make of what is header,
 * and when there is agreement. Who refuses owes a request, so that nobody asks in vain again and
 * again; lost frames only keep a link awake.
 */
class LinkAgreement
{
  public:
    /** What follows from a frame. */
    struct Answer
    {
        std::optional<SleepHeader> reply; //!< what to say, if anything
        bool isAgreed{false};             //!< this end is to let the link sleep
    };

    /** \return whether the other end keeps the link awake, and is to say when that changes */
    bool IsKeptAwake() const
    {
        return m_peerAnswer == SleepHeader::KEEP;
    }

    /** This end would let the link sleep. \return a request, if it is time for one */
    std::optional<SleepHeader> MakeRequest()
    {
        if (m_peerAnswer == SleepHeader::LATER && --m_deference > 0)
        {
            return std::nullopt;
        }
        m_peerAnswer = SleepHeader::ACCEPT;
        if (m_isWaiting && ++m_unanswered == PATIENCE)
        {
            m_isWaiting = false;
            m_unanswered = 0;
            m_peerAnswer = SleepHeader::KEEP;
            return std::nullopt;
        }
        m_isWaiting = true;
        return SleepHeader{SleepHeader::REQUEST, ++m_number};
    }

    /**
     * The other end has said something.
     * \param header what
     * \param own what this end says to a request: ACCEPT, LATER or KEEP
     */
    Answer ReceiveFrame(const SleepHeader& header, SleepHeader::Kind own)
    {
        m_unanswered = 0;
        if (header.kind == SleepHeader::REQUEST)
        {
            m_peerAnswer = SleepHeader::ACCEPT;
            if (!m_isWaiting)
            {
                return {SleepHeader{own, header.number}, false};
            }
            m_isWaiting = false; // both have asked, which answers both
            return {std::nullopt, own == SleepHeader::ACCEPT};
        }
        if (!m_isWaiting || header.number != m_number)
        {
            return {};
        }
        m_isWaiting = false;
        m_peerAnswer = header.kind;
        m_deference = DEFERENCE;
        return {std::nullopt, m_peerAnswer == SleepHeader::ACCEPT && own == SleepHeader::ACCEPT};
    }

    /** The link has woken, or come up: all is open again. */
    void Reset()
    {
        m_peerAnswer = SleepHeader::ACCEPT;
        m_isWaiting = false;
        m_unanswered = 0;
    }

  private:
    /** Requests in a row without answer after which a neighbour is taken for one that keeps. */
    static constexpr uint8_t PATIENCE = 3;
    /** Looks after which one who was to ask, and has not, is asked again. */
    static constexpr uint8_t DEFERENCE = 8;

    uint16_t m_number{0};    //!< of this end's last request
    uint8_t m_deference{0};  //!< looks until it asks after LATER
    uint8_t m_unanswered{0}; //!< requests in a row without answer
    bool m_isWaiting{false}; //!< it has asked, and has no answer yet
    SleepHeader::Kind m_peerAnswer{
        SleepHeader::ACCEPT}; //!< what the other end has last refused with
};

} // namespace ns3::camcube

#endif /* LINK_AGREEMENT_H */
