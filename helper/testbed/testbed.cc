/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "testbed.h"

#include "bcube-testbed.h"
#include "dcell-testbed.h"
#include "fat-tree-testbed.h"
#include "torus-testbed.h"

#include <stdexcept>

namespace ns3
{

const std::vector<std::string>&
Testbed::GetNames()
{
    static const std::vector<std::string> names{"torus", "fattree", "dcell", "bcube"};
    return names;
}

std::unique_ptr<Testbed>
Testbed::Make(const std::string& name, const TestbedOptions& options)
{
    if (name == "torus")
    {
        return std::make_unique<TorusTestbed>(options);
    }
    if (name == "fattree")
    {
        return std::make_unique<FatTreeTestbed>(options);
    }
    if (name == "dcell")
    {
        return std::make_unique<DcellTestbed>(options);
    }
    if (name == "bcube")
    {
        return std::make_unique<BcubeTestbed>(options);
    }
    throw std::invalid_argument("there is no topology \"" + name +
                                "\"; give torus, fattree, "
                                "dcell or bcube");
}

} // namespace ns3
