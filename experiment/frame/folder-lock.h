/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FOLDER_LOCK_H
#define FOLDER_LOCK_H

#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * While it stands, no other process can lock the same folder. It is the system's lock on a file
 * there, which holds the process's number for people: the lock of a process that has come to a bad
 * end is gone with it, and the file is taken over.
 */
class FolderLock
{
  public:
    /**
     * \param folder a folder that can be written
     * \throws std::runtime_error if another process has locked it
     * \throws OutputError if the file cannot be written
     */
    explicit FolderLock(const std::string& folder);
    ~FolderLock();

    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

  private:
    /** Opens and locks the file; \return whether it is still the one under its name */
    bool TryToLock(const std::string& folder);

    std::string m_path;   //!< the file
    int m_descriptor{-1}; //!< where it is open
};

} // namespace ns3::camcube

#endif /* FOLDER_LOCK_H */
