/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "report-folder.h"

#include "atomic-file.h"
#include "build-versions.h"

#include "ns3/text-parsing.h"

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace ns3::camcube
{

namespace
{

using Json = nlohmann::ordered_json;

/** \return a file's JSON, or null if there is no such file */
Json
Read(const std::string& file)
{
    std::ifstream stream(file);
    if (!stream)
    {
        return nullptr;
    }
    const Json read = Json::parse(stream, nullptr, false);
    if (!read.is_object())
    {
        throw std::runtime_error(file + " cannot be read as JSON; remove it");
    }
    return read;
}

/** Takes out the folder's own name: a report may be moved. */
Json
WithoutFolder(Json parameters)
{
    parameters.erase("report");
    return parameters;
}

/** \return the first parameter in which two results differ, with both values; empty if none does */
std::string
FindDifference(const Json& there, const Json& here)
{
    const Json before = WithoutFolder(there.value("parameters", Json::object()));
    const Json now = WithoutFolder(here.value("parameters", Json::object()));
    Json all = before;
    all.update(now);
    for (const auto& [key, value] : all.items())
    {
        const Json one = before.value(key, Json());
        const Json other = now.value(key, Json());
        if (one != other)
        {
            return key + " " + Abridge(one.dump()) + ", not " + Abridge(other.dump());
        }
    }
    return "";
}

} // namespace

ReportFolder::ReportFolder(const std::string& path,
                           const std::string& document,
                           const nlohmann::ordered_json& identity)
    : m_path(path),
      m_document(std::filesystem::path(path) / document),
      m_prefix(std::filesystem::path(document).stem()),
      m_identity(identity)
{
    m_identity["parameters"] = WithoutFolder(m_identity["parameters"]);
    m_identity["build"] = GetBuildHash();
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::path(path) / "parts", error);
    if (error)
    {
        throw OutputError(path, error.value());
    }
    m_lock = std::make_unique<FolderLock>(path);
    CheckDocument();
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(path) / "parts"))
    {
        const std::string name = entry.path().stem();
        if (name.rfind(m_prefix + ".", 0) == 0)
        {
            Load(name.substr(m_prefix.size() + 1));
        }
    }
}

void
ReportFolder::CheckDocument() const
{
    const Json document = Read(m_document);
    if (document.is_null())
    {
        return;
    }
    const std::string difference = FindDifference(document, m_identity);
    if (!difference.empty())
    {
        throw std::runtime_error(m_path + " holds a report with " + difference +
                                 "; give another folder, or remove this one");
    }
}

std::string
ReportFolder::GetFile(const std::string& name) const
{
    return std::filesystem::path(m_path) / "parts" / (m_prefix + "." + name + ".json");
}

nlohmann::ordered_json
ReportFolder::Load(const std::string& name) const
{
    const std::string file = GetFile(name);
    const Json stored = Read(file);
    if (stored.is_null())
    {
        return nullptr;
    }
    const Json identity = stored.value("identity", Json::object());
    const std::string difference = FindDifference(identity, m_identity);
    if (!difference.empty())
    {
        throw std::runtime_error(m_path + " holds parts of a report with " + difference +
                                 "; give another folder, or remove this one");
    }
    if (identity != m_identity || !stored.contains("part"))
    {
        throw std::runtime_error(m_path +
                                 " holds parts of a report that another build, or another "
                                 "input file, has given; remove " +
                                 m_path + "/parts to measure all anew");
    }
    return stored["part"];
}

nlohmann::ordered_json
ReportFolder::GetPart(const std::string& name,
                      const std::function<nlohmann::ordered_json()>& measure) const
{
    if (m_path.empty())
    {
        return measure();
    }
    if (const Json stored = Load(name); !stored.is_null())
    {
        return stored;
    }
    const Json part = measure();
    const std::string text = Json{
        {"identity", m_identity},
        {"part", part}}.dump(-1, ' ', false, Json::error_handler_t::replace);
    AtomicFile::Write(GetFile(name), [&text](std::ostream& os) { os << text << '\n'; });
    return Json::parse(text)["part"]; // as a later run would find it
}

} // namespace ns3::camcube
