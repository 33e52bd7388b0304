/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ATOMIC_FILE_H
#define ATOMIC_FILE_H

#include "descriptor-buffer.h"

#include <functional>
#include <optional>
#include <ostream>
#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A file that is complete under its name or not there: it is written under another name in the same
 * folder and renamed once all of it is written. What stood under the name before stays until then.
 *
 * \code
 * AtomicFile file("flows.csv");
 * file.GetStream() << table;
 * file.Commit();
 * \endcode
 *
 * A file that is not committed is removed when the object goes, or when one of the signals that end
 * a program comes after RemoveOnSignals(). What is no regular file (a terminal, a pipe, /dev/null),
 * and what standard output or standard error already is, is written directly: there is nothing to
 * rename.
 */
class AtomicFile
{
  public:
    /**
     * \param path the file's name; symbolic links are followed
     * \throws OutputError if it cannot be written
     */
    explicit AtomicFile(const std::string& path);
    ~AtomicFile();

    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    /** \return where to write; it throws OutputError as soon as writing fails */
    std::ostream& GetStream()
    {
        return m_stream;
    }

    /**
     * Gives the file its name; nothing can be written after that.
     * \throws OutputError if not all of it could be written
     */
    void Commit();

    /**
     * Writes a whole file.
     * \param path the file's name
     * \param write writes all of it
     * \throws OutputError if it cannot be written
     */
    static void Write(const std::string& path, const std::function<void(std::ostream&)>& write);

    /**
     * Writes a whole file to which all ranks of a simulation add their part, one after the other;
     * called by all of them. The same as Write() in one process.
     * \param path the file's name, which only the first rank writes
     * \param write writes this rank's part
     * \throws OutputError if it cannot be written
     */
    static void WriteTogether(const std::string& path,
                              const std::function<void(std::ostream&)>& write);

    /**
     * \return why a file cannot be written, such as "no space left on device", and nothing if it
     * can; leaves no trace
     */
    static std::string FindObstacle(const std::string& path);

    /** From now on signals that end the program remove its unfinished files first. */
    static void RemoveOnSignals();

    /** Removes all files of this process that are not committed; for the end of a program. */
    static void RemoveUnfinished() noexcept;

  private:
    /** Opens a temporary file beside the target. */
    void OpenTemporary();

    /** Closes, and removes the temporary file if there is one. */
    void Discard() noexcept;

    std::string m_path;                       //!< as the user named it
    std::string m_target;                     //!< what to rename to; empty if written directly
    std::string m_temporary;                  //!< the name until then
    std::size_t m_slot{0};                    //!< where the temporary name is known to signals
    int m_descriptor{-1};                     //!< where it is open
    std::optional<DescriptorBuffer> m_buffer; //!< between the stream and the file
    std::ostream m_stream{nullptr};           //!< where to write
};

} // namespace ns3::camcube

#endif /* ATOMIC_FILE_H */
