/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fatal-error-trap.h"

#include "atomic-file.h"

#include "ns3/text-parsing.h"

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <unistd.h>

namespace ns3::camcube
{

namespace
{

/** The message in what ns-3 writes before it ends a program: msg="...", +2s file=..., line=... */
std::string
MessageOf(const std::string& words)
{
    const std::string open = "msg=\"";
    const auto begin = words.rfind(open);
    if (begin == std::string::npos)
    {
        return words.empty() ? "ended by ns-3 without a reason" : words;
    }
    const auto from = begin + open.size();
    const auto end = words.find("\", ", from);
    return words.substr(from, end == std::string::npos ? end : end - from);
}

} // namespace

FatalErrorTrap* FatalErrorTrap::g_standing = nullptr;

FatalErrorTrap::FatalErrorTrap(const std::string& program)
    : m_program(program),
      m_cerr(std::cerr.rdbuf(m_held.rdbuf())),
      m_previous(std::set_terminate(&FatalErrorTrap::Terminate))
{
    g_standing = this;
}

FatalErrorTrap::~FatalErrorTrap()
{
    g_standing = nullptr;
    std::set_terminate(m_previous);
    std::cerr.rdbuf(m_cerr);
    std::cerr << m_held.str();
}

void
FatalErrorTrap::SetContext(const std::string& context)
{
    m_context = context;
}

void
FatalErrorTrap::WriteSentence(const std::string& program, const std::string& message)
{
    std::string line = program + ": " + message;
    std::replace(line.begin(), line.end(), '\n', ' ');
    line.erase(line.find_last_not_of(' ') + 1);
    // On a terminal there may be a line of progress to write over.
    std::fprintf(stderr, "%s%s\n", isatty(STDERR_FILENO) == 1 ? "\r\033[K" : "", line.c_str());
}

void
FatalErrorTrap::Terminate()
{
    std::cout.flush();
    if (g_standing != nullptr)
    {
        const std::string& context = g_standing->m_context;
        WriteSentence(g_standing->m_program,
                      (context.empty() ? "" : context + ": ") +
                          Abridge(MessageOf(g_standing->m_held.str()), 400));
    }
    AtomicFile::RemoveUnfinished();
    // Not exit: destructors would walk over objects that are in the middle of an operation.
    _exit(1);
}

} // namespace ns3::camcube
