/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef STATUS_LINE_H
#define STATUS_LINE_H

#include "process-usage.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Says on the standard error stream what a program is doing: on a terminal in one line that
 * changes, elsewhere in a new line every few seconds. Short work says nothing. Or tells a function,
 * which says it to whom it likes.
 */
class StatusLine
{
  public:
    /**
     * \param program what each line begins with
     * \param enabled whether to say anything at all
     */
    StatusLine(const std::string& program, bool enabled);

    /** Told what is being done, and which share of it is done, 0 to 1, where that is known. */
    using Listener = std::function<void(const std::string& what, std::optional<double> done)>;

    /** \param listener told all that is to be shown, at once, in place of the error stream */
    explicit StatusLine(Listener listener);
    ~StatusLine();

    StatusLine(const StatusLine&) = delete;
    StatusLine& operator=(const StatusLine&) = delete;

    /** \return whether it is time to show something; cheap enough to ask often */
    bool IsDue() const;

    /** Shows a text if it is time to. */
    void Show(const std::string& text);

    /**
     * The same of something of which it is known how much is done.
     * \param what what is being done
     * \param done which share of it is done, 0 to 1
     * \param details what people are shown behind it
     */
    void Show(const std::string& what, double done, const std::string& details);

    /**
     * The same of servers that are built one by one; cheap enough to call for each.
     * \param step of the set-up
     * \param done servers that have it behind them
     * \param all servers
     */
    void ShowSetup(const std::string& step, uint32_t done, uint32_t all);

    /** Takes the line off the terminal, for other output. */
    void Clear();

  private:
    std::string m_program; //!< what each line begins with
    bool m_enabled;        //!< whether to say anything
    bool m_terminal;       //!< whether lines can be overwritten
    bool m_visible{false}; //!< whether there is a line to overwrite
    WallClock m_clock;     //!< since the program began
    double m_nextShow{0};  //!< when to show something, in seconds of that clock
    Listener m_listener;   //!< told in place of the error stream; empty for nobody
};

} // namespace ns3::camcube

#endif /* STATUS_LINE_H */
