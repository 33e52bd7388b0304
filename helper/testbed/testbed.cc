/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "testbed.h"

#include "fat-tree-testbed.h"
#include "torus-testbed.h"

#include <stdexcept>

namespace ns3
{

const std::vector<std::string>&
Testbed::GetNames()
{
    static const std::vector<std::string> names{"torus", "fattree"};
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
    throw std::invalid_argument("there is no topology \"" + name + "\"; give torus or fattree");
}

} // namespace ns3
