/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "interrupt.h"

#include <pybind11/pybind11.h>

namespace ns3::camcube::python
{

namespace
{

void (*g_stop)() = nullptr;
volatile std::sig_atomic_t g_hasCome = 0;
struct sigaction g_previous;

} // namespace

Interrupt::Interrupt(void (*stop)())
{
    sigaction(SIGINT, nullptr, &m_previous);
    m_isHandled = m_previous.sa_handler != SIG_IGN && m_previous.sa_handler != SIG_DFL;
    if (m_isHandled)
    {
        g_stop = stop;
        g_hasCome = 0;
        g_previous = m_previous;
        struct sigaction action = {};
        action.sa_handler = &Interrupt::Handle;
        sigemptyset(&action.sa_mask);
        sigaction(SIGINT, &action, nullptr);
    }
}

Interrupt::~Interrupt()
{
    struct sigaction present;
    sigaction(SIGINT, nullptr, &present);
    if (present.sa_handler == &Interrupt::Handle) // and Python was not told another meanwhile
    {
        sigaction(SIGINT, &m_previous, nullptr);
    }
    g_stop = nullptr;
}

void
Interrupt::Handle(int signal)
{
    g_previous.sa_handler(signal); // Python's, which notes it
    g_hasCome = 1;
    if (g_stop)
    {
        g_stop();
    }
}

bool
Interrupt::Handles()
{
    if (g_hasCome == 0)
    {
        return false;
    }
    g_hasCome = 0;
    // First of all: any call of Python would do it as well, and throw then.
    if (PyErr_CheckSignals() != 0)
    {
        return false;
    }
    // In other threads than the main one nothing is done on it before a run has returned.
    const auto threading = pybind11::module_::import("threading");
    return threading.attr("current_thread")().is(threading.attr("main_thread")());
}

void
Interrupt::Throw()
{
    if (PyErr_Occurred() != nullptr || PyErr_CheckSignals() != 0)
    {
        throw pybind11::error_already_set();
    }
}

} // namespace ns3::camcube::python
