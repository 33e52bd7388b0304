/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "folder-lock.h"

#include "descriptor-buffer.h"

#include <cerrno>
#include <fcntl.h>
#include <stdexcept>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ns3::camcube
{

FolderLock::FolderLock(const std::string& folder)
    : m_path(folder + "/.lock")
{
    // Who has just let go has removed the file that was opened here; then it is made anew.
    while (!TryToLock(folder))
    {
        close(m_descriptor);
    }
    const std::string text = std::to_string(getpid()) + "\n";
    if (ftruncate(m_descriptor, 0) != 0 ||
        write(m_descriptor, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
    {
        const int number = errno;
        unlink(m_path.c_str());
        close(m_descriptor);
        throw OutputError(m_path, number);
    }
}

FolderLock::~FolderLock()
{
    unlink(m_path.c_str());
    close(m_descriptor);
}

bool
FolderLock::TryToLock(const std::string& folder)
{
    m_descriptor = open(m_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (m_descriptor < 0)
    {
        throw OutputError(m_path, errno);
    }
    if (flock(m_descriptor, LOCK_EX | LOCK_NB) != 0)
    {
        char text[24] = {};
        const ssize_t length = read(m_descriptor, text, sizeof(text) - 1);
        const std::string number(text, length > 1 ? length - 1 : 0);
        close(m_descriptor);
        throw std::runtime_error(folder + " is being written by process " + number +
                                 "; wait for it, or give another folder");
    }

    struct stat opened
    {
    };

    struct stat named
    {
    };

    return fstat(m_descriptor, &opened) == 0 && stat(m_path.c_str(), &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

} // namespace ns3::camcube
