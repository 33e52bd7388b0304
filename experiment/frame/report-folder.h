/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef REPORT_FOLDER_H
#define REPORT_FOLDER_H

#include "folder-lock.h"

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The folder that a program fills with a report. Each part of the result is stored there as soon as
 * it is measured, in a file of its own under parts/, so that a run that is interrupted goes on from
 * there when it is started again with the same parameters. One process at a time can have a folder.
 */
class ReportFolder
{
  public:
    /** Stores nothing: every part is measured. */
    ReportFolder() = default;

    /**
     * Makes the folder if need be, and locks it.
     * \param path the folder
     * \param document name of the file for the whole result, in the folder
     * \param identity what the results depend on: Experiment::GetIdentity(), and more
     * \throws std::runtime_error if another process has the folder, if it holds results of other
     * parameters, or parts by another build; OutputError if it cannot be written
     */
    ReportFolder(const std::string& path,
                 const std::string& document,
                 const nlohmann::ordered_json& identity);

    /**
     * \param name the part's name, made of letters, digits, dots, dashes and underscores
     * \param measure makes the part
     * \return the part, as JSON holds it: from the folder if an earlier run has measured it
     */
    nlohmann::ordered_json GetPart(const std::string& name,
                                   const std::function<nlohmann::ordered_json()>& measure) const;

    /** \return the path of the file for the whole result */
    std::string GetDocument() const
    {
        return m_document;
    }

  private:
    /** Refuses a whole result that was made with other parameters. */
    void CheckDocument() const;

    /** \return the file of a part */
    std::string GetFile(const std::string& name) const;

    /** \return what a part's file holds, or null if there is none; refuses one of another run */
    nlohmann::ordered_json Load(const std::string& name) const;

    std::string m_path;                 //!< the folder; empty for none
    std::string m_document;             //!< file for the whole result
    std::string m_prefix;               //!< of the names of parts: whose they are
    nlohmann::ordered_json m_identity;  //!< what the results depend on
    std::unique_ptr<FolderLock> m_lock; //!< keeps others out
};

} // namespace ns3::camcube

#endif /* REPORT_FOLDER_H */
