/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "instruction-count.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <unistd.h>

namespace ns3::camcube
{

namespace
{

/** \return the number behind a label, 0 if there is none */
double
NumberAfter(const std::string& label, const std::string& text)
{
    const auto found = text.find(label);
    return found == std::string::npos ? 0
                                      : std::strtod(text.c_str() + found + label.size(), nullptr);
}

} // namespace

std::string
WhyNoInstructionCount()
{
#ifdef __SANITIZE_ADDRESS__
    return "instructions are not counted in a build with sanitizers, which callgrind cannot run";
#else
    return std::system("command -v valgrind >/dev/null 2>&1") == 0
               ? ""
               : "instructions are not counted, for callgrind is not installed; the package is "
                 "valgrind";
#endif
}

double
CountInstructionsPerHop(const std::vector<std::string>& arguments)
{
    std::array<char, 4096> buffer{};
    const ssize_t length = readlink("/proc/self/exe", buffer.data(), buffer.size() - 1);
    std::string command = "valgrind --tool=callgrind --callgrind-out-file=/dev/null "
                          "--collect-atstart=no --toggle-collect=CamCubeMeasuredRun '" +
                          std::string(buffer.data(), length > 0 ? length : 0) + "'";
    for (const std::string& argument : arguments)
    {
        command += " '" + argument + "'";
    }
    FILE* pipe = popen((command + " 2>&1").c_str(), "r");
    if (!pipe)
    {
        throw std::runtime_error("valgrind could not be started; is memory short?");
    }
    std::string output;
    while (fgets(buffer.data(), buffer.size(), pipe))
    {
        output += buffer.data();
    }
    pclose(pipe);
    const double instructions = NumberAfter("Collected : ", output);
    const double hops = NumberAfter("packet-hops measured: ", output);
    if (!(instructions > 0) || !(hops > 0))
    {
        throw std::runtime_error("callgrind counted no instructions; it said: " + output);
    }
    return instructions / hops;
}

} // namespace ns3::camcube
