/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cube.h"
#include "meter.h"
#include "ns3-traces.h"
#include "objects.h"
#include "option-setters.h"
#include "parts.h"
#include "session.h"
#include "values.h"
#include "view.h"

#include "ns3/camcube-channel.h"
#include "ns3/camcube-net-device.h"
#include "ns3/torus-link-samples.h"
#include "ns3/torus-port.h"

#include <optional>
#include <pybind11/numpy.h>
#include <pybind11/stl.h>
#include <set>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

/** A cube in the hands of Python; used after its simulation, it says so. */
class HeldCube
{
  public:
    explicit HeldCube(std::shared_ptr<Cube> cube)
        : m_cube(std::move(cube)),
          m_session(Session::GetNumber())
    {
    }

    Cube* operator->() const
    {
        if (m_session != Session::GetNumber())
        {
            throw std::logic_error("this torus belongs to a simulation that has ended");
        }
        return m_cube.get();
    }

  private:
    std::shared_ptr<Cube> m_cube; //!< kept by the session, too
    uint64_t m_session;           //!< to which it belongs
};

FailureInjector::Links
ToLinks(const Cube& cube, const py::list& cables)
{
    const FailureInjector::Links& all = cube.GetTorus().Links();
    const std::set<Ptr<CamCubeChannel>> own(all.begin(), all.end());
    FailureInjector::Links links;
    for (const py::handle cable : cables)
    {
        if (!py::isinstance<Held<Channel>>(cable))
        {
            throw py::type_error(Repeat(cable) + " is no cable; give some of this torus's cables");
        }
        const auto link = DynamicCast<CamCubeChannel>(cable.cast<Held<Channel>>().GetPtr());
        if (own.count(link) == 0)
        {
            throw py::value_error(Repeat(cable) +
                                  " is no cable of this torus; give some of its cables");
        }
        links.push_back(link);
    }
    return links;
}

NodeContainer
ToNodes(const std::vector<Held<Node>>& servers)
{
    NodeContainer nodes;
    for (const Held<Node>& server : servers)
    {
        nodes.Add(server.GetPtr());
    }
    return nodes;
}

} // namespace

void
BindTorus(py::module_& m)
{
    using Self = const HeldCube&;
    py::class_<HeldCube>(m, "Cube")
        .def(py::init([](const py::object& kx,
                         const py::object& ky,
                         const py::object& kz,
                         const py::object& routing,
                         const py::dict& attributes) {
            const auto side = [](const char* name, const py::object& servers) {
                return static_cast<uint32_t>(ReadWhole(name, servers, 1, Torus::MAX_SIDE));
            };
            std::string protocol;
            Text(protocol, {"distance-vector", "link-state", "intact"})("routing", routing);
            const auto cube = std::make_shared<Cube>(side("kx", kx),
                                                     side("ky", ky),
                                                     side("kz", kz),
                                                     protocol,
                                                     attributes);
            Session::Get().Keep(cube);
            return HeldCube(cube);
        }))
        .def_property_readonly(
            "sides",
            [](Self self) {
                const Torus& torus = self->GetTorus().GetTorus();
                return py::make_tuple(torus.GetSide(0), torus.GetSide(1), torus.GetSide(2));
            })
        .def_property_readonly("size", [](Self self) { return self->GetServers().GetN(); })
        .def("server", [](Self self, int64_t number) { return ToPython(self->GetServer(number)); })
        .def("coordinate",
             [](Self self, int64_t number) {
                 self->GetServer(number);
                 return self->GetTorus().GetTorus().GetCoordinate(static_cast<uint32_t>(number));
             })
        .def("number",
             [](Self self, const TorusCoordinate& at) {
                 const Torus& torus = self->GetTorus().GetTorus();
                 if (!torus.Contains(at))
                 {
                     throw py::index_error("there is no server " + at.GetName() +
                                           " in a torus of " + torus.GetName());
                 }
                 return torus.GetServer(at);
             })
        .def("cables",
             [](Self self) {
                 std::vector<py::object> cables;
                 for (const auto& link : self->GetTorus().Links())
                 {
                     cables.push_back(ToPython(link));
                 }
                 return cables;
             })
        .def("port",
             [](Self self, int64_t server, const PortArg& port) {
                 return ToPython(TorusHelper::GetPort(self->GetServer(server), port.value));
             })
        .def("routes",
             [](Self self, int64_t server) {
                 self->GetServer(server);
                 return self->GetRoutes(static_cast<uint32_t>(server));
             })
        .def("fail_share_of_links",
             [](Self self, const ShareArg& share, const TimeArg& at, const TimeArg& spacing) {
                 return self->FailLinks(share.value, at.value, spacing.value);
             })
        .def("fail_share_of_servers",
             [](Self self, const ShareArg& share, const TimeArg& at, const TimeArg& spacing) {
                 return self->FailServers(share.value, at.value, spacing.value);
             })
        .def("fail_links",
             [](Self self, const py::list& cables, const TimeArg& at, const TimeArg& spacing) {
                 self->Fail(ToLinks(*self.operator->(), cables), at.value, spacing.value);
             })
        .def("fail_servers",
             [](Self self,
                const std::vector<Held<Node>>& servers,
                const TimeArg& at,
                const TimeArg& spacing) { self->Fail(ToNodes(servers), at.value, spacing.value); })
        .def("repair_all_links",
             [](Self self, const TimeArg& at, const TimeArg& spacing) {
                 return self->RepairLinks(at.value, spacing.value);
             })
        .def("repair_all_servers",
             [](Self self, const TimeArg& at, const TimeArg& spacing) {
                 return self->RepairServers(at.value, spacing.value);
             })
        .def("repair_links",
             [](Self self, const py::list& cables, const TimeArg& at, const TimeArg& spacing) {
                 self->Repair(ToLinks(*self.operator->(), cables), at.value, spacing.value);
             })
        .def(
            "repair_servers",
            [](Self self,
               const std::vector<Held<Node>>& servers,
               const TimeArg& at,
               const TimeArg& spacing) { self->Repair(ToNodes(servers), at.value, spacing.value); })
        .def("fail_file", [](Self self, const std::string& file) { return self->ReadFile(file); })
        .def("install",
             [](Self self, const std::string& type, const py::dict& attributes) {
                 self->Install(type, attributes);
             })
        .def("install_power",
             [](Self self, const py::dict& attributes) { self->InstallPower(attributes); })
        .def("sleep_links",
             [](Self self, const py::dict& attributes) { self->SleepLinks(attributes); })
        .def("meter",
             [](Self self, const TimeArg& start, const std::optional<TimeArg>& until) {
                 const Cube* cube = self.operator->(); // which the session keeps
                 const Torus& torus = cube->GetTorus().GetTorus();
                 std::vector<uint32_t> senders;
                 for (uint32_t server = 0; server < torus.GetNServers(); ++server)
                 {
                     senders.insert(senders.end(), torus.GetPorts().GetSize(), server);
                 }
                 return Meter::Make(
                     [cube] {
                         return SampleTorusLinks(cube->GetTorus().GetTorus(), cube->GetServers());
                     },
                     std::move(senders),
                     cube->GetTorus().Links(),
                     start.value,
                     ToEnd(until));
             })
        .def("view",
             [](Self self, const std::string& file, const std::optional<TimeArg>& until) {
                 return View::Make(*self.operator->(), file, ToEnd(until));
             })
        .def("enable_pcap_all",
             [](Self self, const std::string& prefix) {
                 EnablePcap(self->GetTorus(), prefix, FindAllDevices<CamCubeNetDevice>(), true);
             })
        .def("enable_ascii_all", [](Self self, const std::string& prefix) {
            EnableAscii(self->GetTorus(), py::str(prefix), FindAllDevices<CamCubeNetDevice>());
        });
}

} // namespace ns3::camcube::python
