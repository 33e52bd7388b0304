/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "testbed.h"

#include "bcube-testbed.h"
#include "dcell-testbed.h"
#include "fat-tree-testbed.h"
#include "torus-testbed.h"

#include "ns3/double.h"
#include "ns3/link-power.h"
#include "ns3/text-parsing.h"

#include <stdexcept>

namespace ns3::camcube
{

namespace
{

/** A topology that can be compared. */
struct Kind
{
    std::string name;                                                //!< as the user types it
    std::unique_ptr<Testbed> (*make)(const TestbedOptions& options); //!< builds it
};

template <typename T>
std::unique_ptr<Testbed>
MakeTestbed(const TestbedOptions& options)
{
    return std::make_unique<T>(options);
}

/** All topologies, in the order of tables and plots. */
const std::vector<Kind>&
GetKinds()
{
    static const std::vector<Kind> kinds{
        {"torus", MakeTestbed<TorusTestbed>},
        {"fattree", MakeTestbed<FatTreeTestbed>},
        {"dcell", MakeTestbed<DcellTestbed>},
        {"bcube", MakeTestbed<BcubeTestbed>},
    };
    return kinds;
}

} // namespace

std::vector<std::string>
Testbed::GetNames()
{
    std::vector<std::string> names;
    for (const Kind& kind : GetKinds())
    {
        names.push_back(kind.name);
    }
    return names;
}

std::unique_ptr<Testbed>
Testbed::Make(const std::string& name, const TestbedOptions& options)
{
    for (const Kind& kind : GetKinds())
    {
        if (kind.name == name)
        {
            return kind.make(options);
        }
    }
    throw std::invalid_argument("there is no topology \"" + name + "\"; give " +
                                JoinWithOr(GetNames()));
}

void
Testbed::RecordTo(CubeRecorder& /* recorder */) const
{
    throw std::logic_error("only a torus can be recorded");
}

double
Testbed::GetCableJoules(Time time) const
{
    const auto watts = [power = CreateObject<LinkPower>()](const std::string& state) {
        DoubleValue value;
        power->GetAttribute(state, value);
        return value.Get() / 2; // of one of both directions
    };
    const double idle = watts("IdlePower");
    const double sending = watts("SendPower");
    double joules = 0;
    for (const LinkSample& link : GetLinkSamples())
    {
        const double busy = link.GetUtilization(time);
        joules += (idle * (1 - busy) + sending * busy) * time.GetSeconds();
    }
    return joules;
}

} // namespace ns3::camcube
