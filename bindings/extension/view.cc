/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "view.h"

#include "arguments.h"
#include "parts.h"
#include "session.h"

#include "ns3/atomic-file.h"
#include "ns3/camcube-version.h"
#include "ns3/group-survey.h"
#include "ns3/group-tree.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/service-helper.h"
#include "ns3/simulator.h"
#include "ns3/text-parsing.h"
#include "ns3/view-page.h"

#include <cerrno>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <stdexcept>

namespace py = pybind11;

namespace ns3::camcube::python
{

View::View(const Cube& cube, const std::string& file, std::optional<Time> until)
    : m_cube(cube),
      m_file(file),
      m_until(until),
      m_routes(cube.GetTorus().GetTorus()),
      m_recorder(m_routes.GetSampleLimit())
{
    m_recorder.Begin(cube.GetTorus().GetTorus(), cube.GetServers(), &cube.GetFailures());
}

std::shared_ptr<View>
View::Make(const Cube& cube, const std::string& file, std::optional<Time> until)
{
    Session& session = Session::Get();
    session.CheckUse();
    if (until && *until <= Simulator::Now())
    {
        throw std::invalid_argument("until=" + FormatTime(*until) + " is past: it is " +
                                    FormatTime(Simulator::Now()) + " in the simulation");
    }
    const std::shared_ptr<View> view(new View(cube, file, until));
    view->Write();
    session.Keep(view);
    session.WatchRuns([view](Time end) { view->BeginRun(end); },
                      [view](bool isRight) { view->EndRun(isRight); });
    session.AtEnd([view] {
        view->m_recorder.Finish();
        view->m_isOpen = false;
    });
    return view;
}

void
View::BeginRun(Time until)
{
    // Events of ours would have a run without end last longer than without them.
    const bool hasEnd = !until.IsStrictlyNegative();
    const Time end = m_until ? hasEnd ? std::min(*m_until, until) : *m_until : until;
    if (end > Simulator::Now())
    {
        m_recorder.Watch(end);
    }
}

void
View::EndRun(bool isRight)
{
    m_recorder.Pause();
    if (isRight)
    {
        Write();
    }
}

void
View::AddPath(const std::string& name, const std::vector<uint32_t>& servers)
{
    m_routes.AddPath(name, m_isOpen ? Simulator::Now() : Time(), servers);
}

void
View::AddTree(const std::string& name, const std::map<uint32_t, std::optional<uint32_t>>& parents)
{
    CubeView::Route tree{false, name, m_isOpen ? Simulator::Now() : Time(), {}};
    for (const auto& [server, parent] : parents)
    {
        tree.steps.emplace_back(server, std::nullopt);
        if (parent)
        {
            tree.steps.back().second = m_routes.FindPort(server, *parent);
        }
    }
    m_routes.AddRoute(tree);
}

void
View::AddGroup(const std::string& name, const TorusCoordinate& place, uint32_t number)
{
    if (!m_isOpen)
    {
        throw std::logic_error("this torus belongs to a simulation that has ended");
    }
    const Torus& torus = m_cube.GetTorus().GetTorus();
    const NodeContainer& servers = m_cube.GetServers();
    if (!torus.Contains(place))
    {
        throw std::invalid_argument("there is no server " + place.GetName() + " in a torus of " +
                                    torus.GetName());
    }
    if (!ServiceHelper<GroupTree>::Get(servers.Get(0)))
    {
        throw std::logic_error("servers have no groups; call install_groups() first");
    }
    GroupSurvey survey(torus, servers, m_cube.GetFailures(), {{place, number}});
    survey.Look();
    for (const GroupSurvey::Tree& tree : survey.GetTrees())
    {
        m_routes.AddRoute({false, name, tree.at, tree.places});
    }
}

void
View::Write()
{
    const nlohmann::ordered_json document = MakeDocument();
    try
    {
        AtomicFile::Write(m_file,
                          [&](std::ostream& os) { WriteViewPage(os, "camcube", document); });
    }
    catch (const OutputError& error)
    {
        errno = error.number;
        PyErr_SetFromErrnoWithFilename(PyExc_OSError, m_file.c_str());
        throw py::error_already_set();
    }
}

std::string
View::GetDocument()
{
    return MakeDocument().dump();
}

nlohmann::ordered_json
View::MakeDocument()
{
    if (m_isOpen && (!m_until || Simulator::Now() <= *m_until))
    {
        m_recorder.Look();
    }
    CubeView view = m_routes;
    view.AddRecording("", m_recorder);
    nlohmann::ordered_json document{{"experiment", "camcube"}, {"version", CAMCUBE_VERSION}};
    document["parameters"] = {{"seed", RngSeedManager::GetSeed()},
                              {"run", RngSeedManager::GetRun()}};
    document.update(view.ToJson());
    return document;
}

void
BindViews(py::module_& m)
{
    py::class_<View, std::shared_ptr<View>>(m, "View")
        .def("add_path", &View::AddPath)
        .def("add_tree", &View::AddTree)
        .def("add_group", &View::AddGroup)
        .def("write", &View::Write)
        .def("document", &View::GetDocument);
}

} // namespace ns3::camcube::python
