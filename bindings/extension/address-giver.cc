/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "address-giver.h"

#include "session.h"
#include "values.h"

#include "ns3/ipv4.h"
#include "ns3/node-list.h"
#include "ns3/node.h"

#include <pybind11/pybind11.h>
#include <set>
#include <string>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

/** \return all addresses that nodes have, or that have been given in this simulation */
std::set<uint32_t>&
GetGivenAddresses()
{
    static std::set<uint32_t> given;
    static uint64_t session = 0;
    if (session != Session::GetNumber())
    {
        session = Session::GetNumber();
        given.clear();
    }
    for (auto node = NodeList::Begin(); node != NodeList::End(); ++node)
    {
        const auto ipv4 = (*node)->GetObject<Ipv4>();
        for (uint32_t i = 0; ipv4 && i < ipv4->GetNInterfaces(); ++i)
        {
            for (uint32_t j = 0; j < ipv4->GetNAddresses(i); ++j)
            {
                given.insert(ipv4->GetAddress(i, j).GetLocal().Get());
            }
        }
    }
    return given;
}

} // namespace

std::string
NameOf(const Ptr<Node>& node)
{
    return "node " + std::to_string(node->GetId());
}

AddressGiver::AddressGiver(Ipv4Address network, Ipv4Mask mask, Ipv4Address base)
{
    SetBase(network, mask, base);
}

void
AddressGiver::SetBase(Ipv4Address network, Ipv4Mask mask, Ipv4Address base)
{
    if (network.CombineMask(mask) != network)
    {
        throw py::value_error("network " + Print(network) + " has ones outside mask " +
                              Print(mask) + "; give " + Print(network.CombineMask(mask)));
    }
    if ((base.Get() & mask.Get()) != 0 || mask.GetPrefixLength() == 0 ||
        mask.GetPrefixLength() == 32)
    {
        throw py::value_error("there is no address " + Print(base) + " in a network of mask " +
                              Print(mask));
    }
    m_network = network.Get();
    m_mask = mask;
    m_base = base.Get();
    m_next = m_base;
    m_helper.SetBase(network, mask, base);
}

Ipv4Address
AddressGiver::NewNetwork()
{
    const uint64_t next = m_network + GetRoom();
    if (next > UINT32_MAX)
    {
        throw py::value_error("there is no network after " + Print(Ipv4Address(m_network)) +
                              " of mask " + Print(m_mask));
    }
    m_network = static_cast<uint32_t>(next);
    m_next = m_base;
    return m_helper.NewNetwork();
}

Ipv4Address
AddressGiver::NewAddress()
{
    Take(1);
    return m_helper.NewAddress();
}

Ipv4InterfaceContainer
AddressGiver::Assign(const std::vector<Ptr<NetDevice>>& devices)
{
    NetDeviceContainer all;
    for (const Ptr<NetDevice>& device : devices)
    {
        CheckDevice(device);
        for (uint32_t i = 0; i < all.GetN(); ++i)
        {
            if (all.Get(i) == device)
            {
                throw py::value_error("a device of " + NameOf(device->GetNode()) +
                                      " is there twice; give each once");
            }
        }
        all.Add(device);
    }
    Take(all.GetN());
    return m_helper.Assign(all);
}

void
AddressGiver::CheckDevice(const Ptr<NetDevice>& device)
{
    const auto ipv4 = device->GetNode()->GetObject<Ipv4>();
    if (!ipv4)
    {
        throw py::value_error(NameOf(device->GetNode()) +
                              " has no TCP/IP; install an InternetStackHelper on it first");
    }
    const int32_t interface = ipv4->GetInterfaceForDevice(device);
    if (interface >= 0 && ipv4->GetNAddresses(static_cast<uint32_t>(interface)) > 0)
    {
        throw py::value_error(
            "a device of " + NameOf(device->GetNode()) + " has address " +
            Print(ipv4->GetAddress(static_cast<uint32_t>(interface), 0).GetLocal()) +
            " already; assign one to each");
    }
}

/** \return how many addresses a network has, the first and the last of which are its own */
uint64_t
AddressGiver::GetRoom() const
{
    return uint64_t{1} << (32 - m_mask.GetPrefixLength());
}

/** Takes so many more addresses: ns-3 ends the process for one that is given already. */
void
AddressGiver::Take(uint64_t count)
{
    if (m_next + count > GetRoom() - 1)
    {
        throw py::value_error("network " + Print(Ipv4Address(m_network)) + " of mask " +
                              Print(m_mask) + " has no " + std::to_string(count) +
                              " addresses left; choose a shorter mask");
    }
    std::set<uint32_t>& given = GetGivenAddresses();
    const auto first = static_cast<uint32_t>(m_network + m_next);
    const auto taken = given.lower_bound(first);
    if (taken != given.end() && *taken < first + count)
    {
        throw py::value_error("address " + Print(Ipv4Address(*taken)) +
                              " is given to another already; choose another network");
    }
    for (uint64_t i = 0; i < count; ++i)
    {
        given.insert(static_cast<uint32_t>(first + i));
    }
    m_next += count;
}

} // namespace ns3::camcube::python
