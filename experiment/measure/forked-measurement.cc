/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "forked-measurement.h"

#include <csignal>
#include <iostream>
#include <stdexcept>
#include <string>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/wait.h>
#include <unistd.h>

namespace ns3::camcube
{

namespace
{

/** Runs the body, writes its result or its error as JSON, and ends the process. */
[[noreturn]] void
RunAsChild(const std::function<nlohmann::ordered_json()>& body, int out)
{
    nlohmann::ordered_json answer;
    try
    {
        answer["result"] = body();
    }
    catch (const std::exception& error)
    {
        answer["error"] = error.what();
    }
    const std::string text = answer.dump();
    std::size_t written = 0;
    while (written < text.size())
    {
        const ssize_t n = write(out, text.data() + written, text.size() - written);
        if (n <= 0)
        {
            _exit(1);
        }
        written += n;
    }
    _exit(0);
}

} // namespace

nlohmann::ordered_json
MeasureForked(const std::function<nlohmann::ordered_json()>& body)
{
    int ends[2];
    std::cout.flush();
    const pid_t child = pipe(ends) == 0 ? fork() : -1;
    if (child < 0)
    {
        throw std::runtime_error("no process could be started for a measurement; are there too "
                                 "many already, or is memory short?");
    }
    if (child == 0)
    {
#ifdef __linux__
        prctl(PR_SET_PDEATHSIG, SIGKILL); // nobody waits for it once the program has been ended
#endif
        close(ends[0]);
        RunAsChild(body, ends[1]);
    }
    close(ends[1]);
    std::string text;
    char buffer[4096];
    for (ssize_t n; (n = read(ends[0], buffer, sizeof(buffer))) > 0;)
    {
        text.append(buffer, n);
    }
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    const auto answer = nlohmann::ordered_json::parse(text, nullptr, false);
    if (status != 0 || answer.is_discarded())
    {
        throw std::runtime_error("a measurement came to a bad end (status " +
                                 std::to_string(status) + "); is memory short?");
    }
    if (answer.contains("error"))
    {
        throw std::runtime_error(answer["error"].get<std::string>());
    }
    return answer["result"];
}

} // namespace ns3::camcube
