/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "topology-instance.h"

#include "bcube-instance.h"
#include "dcell-instance.h"
#include "fat-tree-instance.h"
#include "torus-instance.h"

#include <functional>
#include <numeric>
#include <sstream>
#include <stdexcept>

namespace ns3::camcube
{

namespace
{

/** One topology of the list. */
struct Entry
{
    std::string name;                                                           //!< its name
    std::string form;                                                           //!< of a size
    std::function<std::unique_ptr<TopologyInstance>(uint32_t)> smallest;        //!< by servers
    char separator;                                                             //!< in a size
    std::size_t nNumbers;                                                       //!< in a size
    std::function<std::unique_ptr<TopologyInstance>(const uint32_t*)> instance; //!< by size
};

template <typename Instance, typename Topology>
std::unique_ptr<TopologyInstance>
Smallest(uint32_t servers)
{
    return std::make_unique<Instance>(Topology::SmallestFor(servers));
}

const std::vector<Entry>&
GetEntries()
{
    static const std::vector<Entry> entries{
        {"torus",
         "three sides joined by x, such as 4x4x8",
         Smallest<TorusInstance, Torus>,
         'x',
         3,
         [](const uint32_t* size) {
             return std::make_unique<TorusInstance>(Torus(size[0], size[1], size[2]));
         }},
        {"fattree",
         "the ports k of a switch, such as 8",
         Smallest<FatTreeInstance, FatTree>,
         ',',
         1,
         [](const uint32_t* size) { return std::make_unique<FatTreeInstance>(FatTree(*size)); }},
        {"dcell",
         "n,k: ports of a mini-switch and level, such as 4,2",
         Smallest<DcellInstance, Dcell>,
         ',',
         2,
         [](const uint32_t* size) {
             return std::make_unique<DcellInstance>(Dcell(size[0], size[1]));
         }},
        {"bcube",
         "n,k: ports of a switch and level, such as 8,1",
         Smallest<BcubeInstance, Bcube>,
         ',',
         2,
         [](const uint32_t* size) {
             return std::make_unique<BcubeInstance>(Bcube(size[0], size[1]));
         }},
    };
    return entries;
}

const Entry&
FindEntry(const std::string& name)
{
    for (const Entry& entry : GetEntries())
    {
        if (entry.name == name)
        {
            return entry;
        }
    }
    throw std::invalid_argument("there is no topology \"" + name +
                                "\"; give torus, fattree, dcell or bcube");
}

/** Reads whole numbers of up to nine digits; empty if the text is something else. */
std::vector<uint32_t>
ReadNumbers(const std::string& text, char separator)
{
    std::vector<uint32_t> numbers;
    std::istringstream stream(text + separator);
    for (std::string word; std::getline(stream, word, separator);)
    {
        if (word.empty() || word.size() > 9 ||
            word.find_first_not_of("0123456789") != std::string::npos)
        {
            return {};
        }
        numbers.push_back(static_cast<uint32_t>(std::stoul(word)));
    }
    return numbers;
}

} // namespace

const std::vector<std::string>&
TopologyInstance::GetNames()
{
    static const std::vector<std::string> names = [] {
        std::vector<std::string> list;
        for (const Entry& entry : GetEntries())
        {
            list.push_back(entry.name);
        }
        return list;
    }();
    return names;
}

std::unique_ptr<TopologyInstance>
TopologyInstance::Make(const std::string& name, uint32_t servers)
{
    return FindEntry(name).smallest(servers);
}

std::unique_ptr<TopologyInstance>
TopologyInstance::MakeOfSize(const std::string& name, const std::string& size)
{
    const Entry& entry = FindEntry(name);
    const std::vector<uint32_t> numbers = ReadNumbers(size, entry.separator);
    if (numbers.size() != entry.nNumbers)
    {
        throw std::invalid_argument("\"" + size + "\" is no size of " + name + "; give " +
                                    entry.form);
    }
    return entry.instance(numbers.data());
}

std::vector<uint32_t>
TopologyInstance::GetSeats() const
{
    std::vector<uint32_t> seats(GetCounts().servers);
    std::iota(seats.begin(), seats.end(), 0);
    return seats;
}

} // namespace ns3::camcube
