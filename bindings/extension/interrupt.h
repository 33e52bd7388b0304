/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef INTERRUPT_H
#define INTERRUPT_H

#include <csignal>

namespace ns3::camcube::python
{

/**
 * While it stands, Ctrl-C stops a run, so that what Python does on it is done at once: by default a
 * KeyboardInterrupt. Where Python ignores it, or leaves it to the system, nothing changes.
 */
class Interrupt
{
  public:
    /** \param stop called from a signal handler: it may set variables, and no more */
    explicit Interrupt(void (*stop)());
    ~Interrupt();

    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    /**
     * Has Python do what it does on Ctrl-C, if that has come since this was asked last.
     * \return whether the run may go on: Ctrl-C has come, and nothing is to be thrown by Throw()
     */
    static bool Handles();

    /** Throws what Python makes of signals that have come, a KeyboardInterrupt perhaps. */
    static void Throw();

  private:
    static void Handle(int signal);

    struct sigaction m_previous; //!< how it was handled before
    bool m_isHandled;            //!< whether Python handles it, and so this
};

} // namespace ns3::camcube::python

#endif /* INTERRUPT_H */
