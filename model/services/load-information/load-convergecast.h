/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LOAD_CONVERGECAST_H
#define LOAD_CONVERGECAST_H

#include "load-information.h"

#include "ns3/group-id.h"

namespace ns3::camcube
{

class Convergecast;
class GroupMulticast;
class GroupTree;

/**
 * \ingroup camcube
 *
 * All servers are one group, whose root gathers the loads once a Period, combined on their way up
 * the group's tree, and tells them to all down the same tree. Where not all fit into a frame, the
 * least loaded servers are told of.
 *
 * Install it on all servers, with GroupTree, GroupMulticast and Convergecast.
 */
class LoadConvergecast : public LoadInformation
{
  public:
    /** The group of all servers, of a number that no user of server (0,0,0) should take. */
    static constexpr GroupId GROUP{{0, 0, 0}, UINT32_MAX - 20};
    static constexpr uint16_t FUNCTION = 20; //!< of Convergecast

    static TypeId GetTypeId();
    LoadConvergecast();
    ~LoadConvergecast() override;

    // Service
    void Placed() override;

  protected:
    void Tick() override;
    void DoDispose() override;

  private:
    /** A server's load, in what is gathered. */
    struct Load
    {
        uint16_t server{0}; //!< its number
        uint16_t load{0};   //!< what was measured there
        static constexpr auto FIELDS = HeaderFields(&Load::server, &Load::load);
    };

    std::size_t GetMost() const;
    Ptr<Packet> Combine(const Packet& a, const Packet& b) const;
    void Tell(uint32_t measured, const Packet& loads);
    void Hear(const Packet& message);

    Ptr<GroupTree> m_tree;            //!< knows who is root
    Ptr<GroupMulticast> m_multicast;  //!< tells
    Ptr<Convergecast> m_convergecast; //!< gathers
    Registration m_membership;        //!< in the group
    Registration m_function;          //!< combines loads
    Registration m_answer;            //!< to what this server has asked, as root
};

} // namespace ns3::camcube

#endif /* LOAD_CONVERGECAST_H */
