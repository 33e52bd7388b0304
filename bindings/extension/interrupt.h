/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef INTERRUPT_H
#define INTERRUPT_H

#include <csignal>

namespace ns3::camcube::python
{

/**
 * While it stands, Ctrl-C ends a run, and is handed on to Python. In the main thread of Python
 * only, as Python has it.
 */
class Interrupt
{
  public:
    /** \param stop called from a signal handler: it may set variables, and no more */
    explicit Interrupt(void (*stop)());
    ~Interrupt();

    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    /** Throws what Python makes of signals that have come, a KeyboardInterrupt perhaps. */
    static void Throw();

  private:
    static void Handle(int signal);

    struct sigaction m_previous; //!< how it was handled before
};

} // namespace ns3::camcube::python

#endif /* INTERRUPT_H */
