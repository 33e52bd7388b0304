/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "net-anim-trace.h"

#include "ns3/cube-recorder.h"
#include "ns3/torus-port.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iomanip>
#include <string>
#include <vector>

namespace ns3::camcube
{

namespace
{

constexpr const char* FORMAT = "netanim-3.108"; //!< what NetAnim calls the format
constexpr double STEP = 2;                      //!< between servers along z; each is 1 wide
constexpr const char* WORKING = R"(r="31" g="119" b="180")";
constexpr const char* FAILED = R"(r="214" g="39" b="40")";

/** A cable, and the links in it. */
struct Cable
{
    uint32_t from;    //!< the server whose plus port it is in
    uint32_t to;      //!< the other
    std::size_t out;  //!< the link from the first, among those of the recorder
    std::size_t back; //!< the link from the other
};

std::vector<Cable>
ListCables(const Torus& torus)
{
    std::array<std::size_t, N_TORUS_PORTS> indices{}; // of ports among those of a server
    std::size_t ports = 0;
    for (uint8_t port : torus.GetPorts())
    {
        indices[port] = ports++;
    }
    const auto link = [&](uint32_t server, uint8_t port) { return server * ports + indices[port]; };
    std::vector<Cable> cables;
    for (uint32_t server = 0; server < torus.GetNServers(); ++server)
    {
        for (uint8_t port : torus.GetPorts())
        {
            if (port < OppositePort(port)) // as the recorder has them
            {
                const uint32_t to = torus.GetNeighbor(server, port);
                cables.push_back({server, to, link(server, port), link(to, OppositePort(port))});
            }
        }
    }
    return cables;
}

void
WriteServers(std::ostream& os, const Torus& torus)
{
    const uint32_t ky = torus.GetSide(1);
    const uint32_t kz = torus.GetSide(2);
    const double column = STEP * (kz + 1);
    for (uint32_t server = 0; server < torus.GetNServers(); ++server)
    {
        const TorusCoordinate at = torus.GetCoordinate(server);
        os << "<node id=\"" << server << "\" sysId=\"0\" locX=\"" << at.x * column + at.z * STEP
           << "\" locY=\"" << (ky - 1 - at.y) * column + (kz - 1 - at.z) * STEP << "\" descr=\""
           << at.GetPlace() << "\" " << WORKING << "/>\n";
    }
}

/** What a cable is doing, or the share of its rate that it carries out and back, in per cent. */
std::string
DescribeCable(const CubeRecorder& recorder,
              std::size_t sample,
              std::size_t cable,
              const Cable& ends)
{
    const auto& samples = recorder.GetSamples();
    switch (samples[sample].cables[cable])
    {
    case CubeRecorder::DOWN:
        return "down";
    case CubeRecorder::ASLEEP:
        return "asleep";
    default:
        break;
    }
    if (sample == 0)
    {
        return "";
    }
    const double seconds = (samples[sample].at - samples[sample - 1].at).GetSeconds();
    const auto percent = [&](std::size_t link) {
        const double bits = 8.0 * (samples[sample].bytes[link] - samples[sample - 1].bytes[link]);
        return std::to_string(
            std::lround(100 * bits / (recorder.GetRates()[link].GetBitRate() * seconds)));
    };
    return percent(ends.out) + "% " + percent(ends.back) + "%";
}

/** Writes in which sample the description of a cable changes; it holds from the one before on. */
void
WriteLinks(std::ostream& os, const Torus& torus, const CubeRecorder& recorder)
{
    const std::vector<Cable> cables = ListCables(torus);
    std::vector<std::string> texts;
    for (std::size_t cable = 0; cable < cables.size(); ++cable)
    {
        const auto& [from, to, out, back] = cables[cable];
        texts.push_back(DescribeCable(recorder, 0, cable, cables[cable]));
        os << "<link fromId=\"" << from << "\" toId=\"" << to << R"(" fd="" td="" ld=")"
           << texts.back() << "\"/>\n";
    }
    const auto& samples = recorder.GetSamples();
    for (std::size_t sample = 1; sample < samples.size(); ++sample)
    {
        for (std::size_t cable = 0; cable < cables.size(); ++cable)
        {
            const std::string text = DescribeCable(recorder, sample, cable, cables[cable]);
            if (text != texts[cable])
            {
                texts[cable] = text;
                os << "<linkupdate t=\"" << samples[sample].at.GetSeconds() << "\" fromId=\""
                   << cables[cable].from << "\" toId=\"" << cables[cable].to << "\" ld=\"" << text
                   << "\"/>\n";
            }
        }
    }
}

void
WriteFailures(std::ostream& os, const CubeRecorder& recorder)
{
    std::vector<uint32_t> before;
    for (const CubeRecorder::Sample& sample : recorder.GetSamples())
    {
        const auto color = [&](const auto& servers, const auto& others, const char* rgb) {
            std::vector<uint32_t> changed;
            std::set_difference(servers.begin(),
                                servers.end(),
                                others.begin(),
                                others.end(),
                                std::back_inserter(changed));
            for (uint32_t server : changed)
            {
                os << R"(<nu p="c" t=")" << sample.at.GetSeconds() << "\" id=\"" << server << "\" "
                   << rgb << "/>\n";
            }
        };
        color(sample.failedServers, before, FAILED);
        color(before, sample.failedServers, WORKING);
        before = sample.failedServers;
    }
}

void
WriteFrames(std::ostream& os, const FrameRecorder& frames)
{
    for (const FrameRecorder::Sent& frame : frames.GetFrames())
    {
        os << "<p fId=\"" << frame.from << "\" fbTx=\"" << frame.begin.GetSeconds() << "\" lbTx=\""
           << frame.end.GetSeconds() << "\" tId=\"" << frame.to << "\" fbRx=\""
           << (frame.begin + frame.delay).GetSeconds() << "\" lbRx=\""
           << (frame.end + frame.delay).GetSeconds() << "\"/>\n";
    }
    if (frames.GetLeftOut() > 0)
    {
        os << "<!-- " << frames.GetLeftOut() << " later frames are left out -->\n";
    }
}

} // namespace

void
WriteNetAnimTrace(std::ostream& os, const Torus& torus, const CubeRecorder& recorder)
{
    os << std::fixed << std::setprecision(9) << "<anim ver=\"" << FORMAT
       << "\" filetype=\"animation\">\n";
    WriteServers(os, torus);
    WriteLinks(os, torus, recorder);
    WriteFailures(os, recorder);
    if (recorder.GetFrames())
    {
        WriteFrames(os, *recorder.GetFrames());
    }
    os << "</anim>\n";
}

} // namespace ns3::camcube
