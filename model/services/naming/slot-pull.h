/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SLOT_PULL_H
#define SLOT_PULL_H

#include "resend-backoff.h"
#include "slot-contents.h"
#include "slot-host.h"

#include <optional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Asks another server for its entries of a slot, page by page, and again for a page that does not
 * come.
 */
class SlotPull
{
  public:
    /**
     * \param host this server
     * \param from who has the entries
     * \param cause a PROMISE, ACCEPT or INSTALL: what they are for
     * \param id another one for each of a slot and server
     */
    SlotPull(SlotHost& host, uint32_t from, const NamingMessage& cause, uint64_t id);

    /** Answers another server that asks so. */
    static void Serve(SlotHost& host,
                      uint32_t to,
                      const NamingMessage& fetch,
                      const SlotContents& contents);

    /** Asks for the page that is awaited. */
    void Fetch();

    /** \return whether it is for the same as another message says, and goes on by itself */
    bool Serves(uint32_t from, const NamingMessage& cause) const;

    /**
     * A page has come.
     * \param from from whom
     * \param page the page
     * \param contents to which its entries go if it is the awaited one
     * \return whether it was the last one
     */
    bool Receive(uint32_t from, const NamingMessage& page, SlotContents& contents);

    /** Some time has passed. \return false if it is given up: who needs it says so again */
    bool Tick();

    uint32_t GetFrom() const
    {
        return m_from;
    }

    const NamingMessage& GetCause() const
    {
        return m_cause;
    }

    /** \return entries of an INSTALL, kept here until they are complete */
    SlotContents& GetStaged()
    {
        return m_staged;
    }

  private:
    /** Bytes of the entries in one message: less than the longest STORE has, which fits. */
    static constexpr std::size_t PAGE_BYTES = 1200;

    SlotHost& m_host;                  //!< this server
    uint32_t m_from;                   //!< who is asked
    NamingMessage m_cause;             //!< what for
    uint64_t m_page;                   //!< number of the awaited page
    std::optional<NamingEntry> m_last; //!< the last entry of the page before
    SlotContents m_staged;             //!< what has come, if it is for INSTALL
    ResendBackoff m_backoff;           //!< when the page is asked for again
};

} // namespace ns3::camcube

#endif /* SLOT_PULL_H */
