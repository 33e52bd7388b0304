/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "standard-output.h"

#include "fatal-error-trap.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <iostream>
#include <unistd.h>

namespace ns3::camcube
{

namespace
{

constexpr const char* NAME = "the standard output"; //!< in errors

} // namespace

StandardOutput* StandardOutput::g_standing = nullptr;

StandardOutput::StandardOutput(const std::string& program)
    : m_program(program),
      m_buffer(NAME, STDOUT_FILENO)
{
    for (int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    {
        if (fcntl(descriptor, F_GETFD) == -1)
        {
            // The lowest number that is free. Writing to what is open for reading fails.
            open("/dev/null", descriptor == STDOUT_FILENO ? O_RDONLY : O_RDWR);
        }
    }
    std::cout.flush();
    m_before = std::cout.rdbuf(&m_buffer);
    if (isatty(STDOUT_FILENO) == 1)
    {
        std::cout << std::unitbuf; // for who watches
    }
    static const int registered = std::atexit(&FlushAtExit);
    static_cast<void>(registered);
    g_standing = this;
}

StandardOutput::~StandardOutput()
{
    std::cout.flush();
    std::cout << std::nounitbuf;
    std::cout.rdbuf(m_before); // without the errors of ours
    g_standing = nullptr;
}

void
StandardOutput::Check()
{
    // Nothing at all is enough for a stream that is closed, or a device that is full.
    if (write(STDOUT_FILENO, "", 0) != 0)
    {
        throw OutputError(NAME, errno);
    }
}

void
StandardOutput::Flush()
{
    std::cout.flush();
    const int number = m_buffer.GetErrno();
    if (number == EPIPE) // only where who started the program had it ignore the signal
    {
        std::signal(SIGPIPE, SIG_DFL);
        raise(SIGPIPE);
    }
    if (number != 0)
    {
        throw OutputError(NAME, number);
    }
}

void
StandardOutput::FlushAtExit()
{
    if (g_standing == nullptr)
    {
        return;
    }
    try
    {
        g_standing->Flush();
    }
    catch (const OutputError& error)
    {
        FatalErrorTrap::WriteSentence(g_standing->m_program, error.what());
        _exit(1); // std::exit has its status already
    }
}

} // namespace ns3::camcube
