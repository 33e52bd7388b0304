/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "trace-files.h"

#include "ns3/node.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <pybind11/pybind11.h>
#include <sys/resource.h>
#include <unistd.h>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

[[noreturn]] void
Throw(int error, const std::string& file)
{
    errno = error;
    PyErr_SetFromErrnoWithFilename(PyExc_OSError, file.c_str());
    throw py::error_already_set();
}

/** \return how many files are open */
std::size_t
CountOpen()
{
    std::error_code ignored;
    const std::filesystem::directory_iterator open("/proc/self/fd", ignored);
    return static_cast<std::size_t>(std::distance(begin(open), end(open)));
}

} // namespace

std::vector<std::string>
NameTraceFiles(const std::string& prefix,
               const std::vector<Ptr<NetDevice>>& devices,
               const std::string& suffix)
{
    if (prefix.empty())
    {
        throw py::value_error("an empty prefix gives files no name; give one such as \"cube\"");
    }
    std::vector<std::string> files;
    for (const Ptr<NetDevice>& device : devices)
    {
        files.push_back(prefix + "-" + std::to_string(device->GetNode()->GetId()) + "-" +
                        std::to_string(device->GetIfIndex()) + "." + suffix);
    }
    return files;
}

void
CheckTraceFiles(const std::vector<std::string>& files)
{
    constexpr std::size_t SPARE = 64; // for whatever else is opened
    const std::size_t needed = CountOpen() + files.size() + SPARE;
    rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < needed)
    {
        limit.rlim_cur = std::min<rlim_t>(needed, limit.rlim_max);
        if (limit.rlim_cur < needed || setrlimit(RLIMIT_NOFILE, &limit) != 0)
        {
            Throw(EMFILE, files.back());
        }
    }
    for (const std::string& file : files)
    {
        const int descriptor = open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
        if (descriptor < 0)
        {
            Throw(errno, file);
        }
        close(descriptor);
    }
}

} // namespace ns3::camcube::python
