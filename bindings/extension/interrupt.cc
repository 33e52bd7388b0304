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
struct sigaction g_previous;

} // namespace

Interrupt::Interrupt(void (*stop)())
{
    g_stop = stop;
    struct sigaction action = {};
    action.sa_handler = &Interrupt::Handle;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, &m_previous);
    g_previous = m_previous;
}

Interrupt::~Interrupt()
{
    sigaction(SIGINT, &m_previous, nullptr);
    g_stop = nullptr;
}

void
Interrupt::Handle(int signal)
{
    if (g_stop)
    {
        g_stop();
    }
    if (g_previous.sa_handler != SIG_IGN && g_previous.sa_handler != SIG_DFL)
    {
        g_previous.sa_handler(signal); // Python's, which notes it
    }
}

void
Interrupt::Throw()
{
    if (PyErr_CheckSignals() != 0)
    {
        throw pybind11::error_already_set();
    }
}

} // namespace ns3::camcube::python
