/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "view-option.h"

#include "net-anim-trace.h"
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

/** As many as a trace of ns-3's AnimationInterface has. */
constexpr std::size_t MAX_ANIMATED_FRAMES = 100000;

} // namespace

void
ViewOption::AddTo(Experiment& experiment, const std::string& what)
{
    experiment.AddOutputOption("view",
                               "file for a page that shows " + what +
                                   " in 3D, in any browser and without a network",
                               m_file,
                               OutputFile());
    experiment.AddOutputOption("netanim",
                               "file for an animation of its frames and links, for NetAnim",
                               m_animation,
                               OutputFile());
    experiment.OnlyInOneProcess("view");
    experiment.OnlyInOneProcess("netanim");
}

CubeRecorder*
ViewOption::Record(const Torus& torus, const std::string& name, std::size_t recordings)
{
    if (m_file.empty() && m_animation.empty())
    {
        return nullptr;
    }
    // What is missing is said before anything is simulated.
    const std::string obstacle = m_file.empty() ? "" : FindViewObstacle();
    if (!obstacle.empty())
    {
        throw std::runtime_error(AbridgeArgument("--view=" + m_file) + ": " + obstacle);
    }
    if (!m_animation.empty() && recordings > 1)
    {
        throw std::invalid_argument("--netanim shows one run, and not " +
                                    std::to_string(recordings) +
                                    "; choose one of them, or take --view");
    }
    if (!m_view)
    {
        m_torus = torus;
        m_view.emplace(torus, recordings);
    }
    m_recordings.emplace_back(name, std::make_unique<CubeRecorder>(m_view->GetSampleLimit()));
    CubeRecorder* recorder = m_recordings.back().second.get();
    if (!m_animation.empty())
    {
        recorder->RecordFrames(MAX_ANIMATED_FRAMES);
    }
    return recorder;
}

void
ViewOption::Write(const Experiment& experiment)
{
    if (!m_view)
    {
        return;
    }
    if (!m_animation.empty())
    {
        AtomicFile::Write(m_animation, [&](std::ostream& os) {
            WriteNetAnimTrace(os, *m_torus, *m_recordings.front().second);
        });
    }
    if (!m_file.empty())
    {
        WritePage(experiment);
    }
    m_recordings.clear();
}

void
ViewOption::WritePage(const Experiment& experiment)
{
    for (const auto& [name, recorder] : m_recordings)
    {
        m_view->AddRecording(name, *recorder);
    }
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
