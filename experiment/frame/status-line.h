/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef STATUS_LINE_H
#define STATUS_LINE_H

#include "process-usage.h"

#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Says on the standard error stream what a program is doing: on a terminal in one line that
 * changes, elsewhere in a new line every few seconds. Short work says nothing.
 */
class StatusLine
{
  public:
    /**
     * \param program what each line begins with
     * \param enabled whether to say anything at all
     */
    StatusLine(const std::string& program, bool enabled);
    ~StatusLine();

    StatusLine(const StatusLine&) = delete;
    StatusLine& operator=(const StatusLine&) = delete;

    /** \return whether it is time to show something; cheap enough to ask often */
    bool IsDue() const;

    /** Shows a text if it is time to. */
    void Show(const std::string& text);

    /** Takes the line off the terminal, for other output. */
    void Clear();

  private:
    std::string m_program; //!< what each line begins with
    bool m_enabled;        //!< whether to say anything
    bool m_terminal;       //!< whether lines can be overwritten
    bool m_visible{false}; //!< whether there is a line to overwrite
    WallClock m_clock;     //!< since the program began
    double m_nextShow;     //!< when to show something, in seconds of that clock
};

} // namespace ns3::camcube

#endif /* STATUS_LINE_H */
