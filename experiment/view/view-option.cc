/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "view-option.h"

#include "view-page.h"

#include "ns3/atomic-file.h"
#include "ns3/experiment.h"
#include "ns3/text-parsing.h"

#include <stdexcept>

namespace ns3::camcube
{

namespace
{

/** Results beyond this size are not repeated in a page, in characters. */
constexpr std::size_t MAX_RESULTS = 200000;

} // namespace

void
ViewOption::AddTo(Experiment& experiment, const std::string& what)
{
    experiment.AddOutputOption("view",
                               "file for a page that shows " + what +
                                   " in 3D, in any browser and without a network",
                               m_file,
                               OutputFile());
}

CubeRecorder*
ViewOption::Record(const Torus& torus, const std::string& name, std::size_t recordings)
{
    if (!IsWanted())
    {
        return nullptr;
    }
    // What is missing is said before anything is simulated.
    const std::string obstacle = FindViewObstacle();
    if (!obstacle.empty())
    {
        throw std::runtime_error(AbridgeArgument("--view=" + m_file) + ": " + obstacle);
    }
    if (!m_view)
    {
        m_view.emplace(torus, recordings);
    }
    m_recordings.emplace_back(name, std::make_unique<CubeRecorder>(m_view->GetSampleLimit()));
    return m_recordings.back().second.get();
}

void
ViewOption::Write(const Experiment& experiment)
{
    if (!m_view)
    {
        return;
    }
    for (const auto& [name, recorder] : m_recordings)
    {
        m_view->AddRecording(name, *recorder);
    }
    m_recordings.clear();
    nlohmann::ordered_json document = experiment.GetJson();
    if (document["results"].dump().size() > MAX_RESULTS)
    {
        document["results"] = nullptr;
    }
    document.update(m_view->ToJson());
    AtomicFile::Write(m_file, [&](std::ostream& os) {
        WriteViewPage(os, document["experiment"].get<std::string>(), document);
    });
}

} // namespace ns3::camcube
