/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "atomic-file.h"

#include "ns3/process-group.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <iostream>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace ns3::camcube
{

namespace
{

constexpr std::size_t PROBE_BYTES = 4096; //!< a block of most file systems

/** Names of unfinished files, where a signal handler may look: lock-free, and never moved. */
std::array<std::atomic<const char*>, 64> g_unfinished{};

/** Who may remove them: a forked child has the list, but not the files. */
std::atomic<pid_t> g_owner{0};

bool
IsSame(const struct stat& file, int descriptor)
{
    struct stat other
    {
    };

    return fstat(descriptor, &other) == 0 && file.st_dev == other.st_dev &&
           file.st_ino == other.st_ino;
}

/** What is at the end of a chain of symbolic links, be it there or not. */
std::string
FollowLinks(std::filesystem::path path)
{
    std::error_code error;
    for (int i = 0; i < 40 && std::filesystem::is_symlink(path, error); ++i)
    {
        path = path.parent_path() / std::filesystem::read_symlink(path, error);
    }
    return path.string();
}

/** Whether a name is one of the system's for something open, and no file's of its own. */
bool
IsOfSystem(const std::string& path)
{
    return path.rfind("/dev/fd/", 0) == 0 || path.rfind("/proc/", 0) == 0;
}

/** Where a path leads. */
struct Target
{
    struct stat status
    {
    }; //!< what is there now

    bool exists{false};      //!< whether anything is
    std::optional<int> same; //!< the standard stream that it is
    bool isDirect{false};    //!< whether to write into what is there
};

/** \return what a path leads to; sets errno and returns nothing if it cannot be written */
std::optional<Target>
Examine(const std::string& path)
{
    Target target;
    target.exists = stat(path.c_str(), &target.status) == 0;
    if (!target.exists)
    {
        return errno == ENOENT ? std::optional(target) : std::nullopt;
    }
    if (S_ISDIR(target.status.st_mode))
    {
        errno = EISDIR;
        return std::nullopt;
    }
    for (int descriptor : {STDOUT_FILENO, STDERR_FILENO})
    {
        if (!target.same && IsSame(target.status, descriptor))
        {
            target.same = descriptor;
        }
    }
    target.isDirect = target.same || !S_ISREG(target.status.st_mode) || IsOfSystem(path);
    return access(path.c_str(), W_OK) == 0 ? std::optional(target) : std::nullopt;
}

/** Ends the program as the signal would have, without unfinished files. */
void
EndBySignal(int signal)
{
    AtomicFile::RemoveUnfinished();
    std::signal(signal, SIG_DFL);
    raise(signal);
}

} // namespace

AtomicFile::AtomicFile(const std::string& path)
    : m_path(path)
{
    const std::optional<Target> target = Examine(path);
    if (!target)
    {
        throw OutputError(path, errno);
    }
    if (target->isDirect)
    {
        std::cout.flush(); // keeps the order of what goes to the same place
        m_descriptor = target->same ? fcntl(*target->same, F_DUPFD_CLOEXEC, 0)
                                    : open(path.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC);
    }
    else
    {
        m_target = FollowLinks(path);
        OpenTemporary();
        if (m_descriptor >= 0 && target->exists)
        {
            fchmod(m_descriptor, target->status.st_mode & 07777); // a courtesy
        }
    }
    if (m_descriptor < 0)
    {
        const int number = errno;
        Discard();
        throw OutputError(path, number);
    }
    m_buffer.emplace(path, m_descriptor);
    m_stream.rdbuf(&*m_buffer);
    m_stream.exceptions(std::ios::badbit); // what the buffer throws shall pass through the stream
}

AtomicFile::~AtomicFile()
{
    Discard();
}

void
AtomicFile::OpenTemporary()
{
    static std::atomic<uint32_t> made{0};
    const pid_t self = getpid();
    if (g_owner.exchange(self) != self)
    {
        for (auto& name : g_unfinished)
        {
            name = nullptr; // those of the process that this one was forked from
        }
    }
    const auto folder = std::filesystem::path(m_target).parent_path();
    m_temporary = folder / (".camcube-" + std::to_string(self) + "-" + std::to_string(made++));
    // Known before it is made, so that no signal comes between. Were more files open at once than
    // there is room for, the others would only stay behind after a signal.
    const char* none = nullptr;
    while (m_slot < g_unfinished.size() &&
           !g_unfinished[m_slot].compare_exchange_strong(none, m_temporary.c_str()))
    {
        none = nullptr;
        ++m_slot;
    }
    m_descriptor = open(m_temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
}

void
AtomicFile::Commit()
{
    m_stream.flush();
    const int descriptor = m_descriptor;
    m_descriptor = -1;
    if (close(descriptor) != 0 ||
        (!m_temporary.empty() && rename(m_temporary.c_str(), m_target.c_str()) != 0))
    {
        const int number = errno;
        Discard();
        throw OutputError(m_path, number);
    }
    Discard();
}

void
AtomicFile::Discard() noexcept
{
    if (m_descriptor >= 0)
    {
        close(m_descriptor);
        m_descriptor = -1;
    }
    if (!m_temporary.empty())
    {
        unlink(m_temporary.c_str()); // gone already if it has been renamed
        if (m_slot < g_unfinished.size())
        {
            g_unfinished[m_slot] = nullptr;
        }
        m_temporary.clear();
    }
}

void
AtomicFile::Write(const std::string& path, const std::function<void(std::ostream&)>& write)
{
    AtomicFile file(path);
    write(file.GetStream());
    file.Commit();
}

void
AtomicFile::WriteTogether(const std::string& path, const std::function<void(std::ostream&)>& write)
{
    ProcessGroup& group = ProcessGroup::Get();
    if (group.IsFirst())
    {
        Write(path, [&](std::ostream& os) { group.WriteInTurn(os, write); });
        return;
    }
    std::ostream nowhere(nullptr);
    group.WriteInTurn(nowhere, write);
}

std::string
AtomicFile::FindObstacle(const std::string& path)
{
    const std::optional<Target> target = Examine(path);
    if (!target)
    {
        return DescribeErrno(errno);
    }
    if (target->isDirect)
    {
        // A write of nothing shows what a device would say. A pipe is left alone: opened and
        // closed, it would end for who reads it.
        const int descriptor = target->same                       ? dup(*target->same)
                               : S_ISFIFO(target->status.st_mode) ? -1
                                                                  : open(path.c_str(), O_WRONLY);
        const bool fails =
            descriptor >= 0 ? write(descriptor, "", 0) != 0 : !S_ISFIFO(target->status.st_mode);
        const int number = errno;
        close(descriptor);
        return fails ? DescribeErrno(number) : "";
    }
    try
    {
        AtomicFile probe(path);
        probe.GetStream() << std::string(PROBE_BYTES, '\n') << std::flush;
        return "";
    }
    catch (const OutputError& error)
    {
        return error.reason;
    }
}

void
AtomicFile::RemoveOnSignals()
{
    for (int signal : {SIGHUP, SIGINT, SIGTERM, SIGPIPE})
    {
        struct sigaction before
        {
        };

        sigaction(signal, nullptr, &before);
        if (before.sa_handler == SIG_DFL) // not what others handle, or nohup ignores
        {
            std::signal(signal, &EndBySignal);
        }
    }
    std::signal(SIGXFSZ, SIG_IGN); // a limit of file sizes is an error of writing
}

void
AtomicFile::RemoveUnfinished() noexcept
{
    if (g_owner != getpid())
    {
        return;
    }
    for (auto& name : g_unfinished)
    {
        if (const char* path = name)
        {
            unlink(path);
        }
    }
}

} // namespace ns3::camcube
