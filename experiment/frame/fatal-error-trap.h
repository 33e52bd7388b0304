/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FATAL_ERROR_TRAP_H
#define FATAL_ERROR_TRAP_H

#include <exception>
#include <sstream>
#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * While it stands, an error on which ns-3 would end the program with a core dump (an attribute
 * that cannot be read, an assert) ends it with one sentence on the standard error stream and exit
 * status 1. What is written to std::cerr meanwhile is held back until then or until the trap goes.
 * One at a time; for the main function of a program, not for a library.
 */
class FatalErrorTrap
{
  public:
    /** \param program what the sentence begins with */
    explicit FatalErrorTrap(const std::string& program);
    ~FatalErrorTrap();

    FatalErrorTrap(const FatalErrorTrap&) = delete;
    FatalErrorTrap& operator=(const FatalErrorTrap&) = delete;

    /** \param context what the program is doing, to stand before ns-3's own words */
    void SetContext(const std::string& context);

    /** Writes one line to the standard error stream, whatever line ends the message has. */
    static void WriteSentence(const std::string& program, const std::string& message);

  private:
    [[noreturn]] static void Terminate();

    std::string m_program;             //!< what the sentence begins with
    std::string m_context;             //!< what the program is doing
    std::ostringstream m_held;         //!< what was written to std::cerr
    std::streambuf* m_cerr;            //!< where std::cerr writes without the trap
    std::terminate_handler m_previous; //!< handler without the trap

    static FatalErrorTrap* g_standing; //!< the one that stands now
};

} // namespace ns3::camcube

#endif /* FATAL_ERROR_TRAP_H */
