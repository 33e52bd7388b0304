/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SLEEPING_LINKS_HELPER_H
#define SLEEPING_LINKS_HELPER_H

#include "ns3/application-container.h"
#include "ns3/camcube-channel.h"
#include "ns3/link-energy.h"
#include "ns3/node-container.h"
#include "ns3/object-factory.h"

#include <vector>

namespace ns3::camcube
{

class LinkSleeper;

/**
 * \ingroup camcube
 *
 * Has the links of a cube sleep when nobody needs them, and accounts for their energy; or accounts
 * for it only, to have something to compare with.
 */
class SleepingLinksHelper
{
  public:
    using Links = std::vector<Ptr<CamCubeChannel>>;

    SleepingLinksHelper();

    /**
     * Sets an attribute of the SleepPolicy that the servers of Install() will share.
     * \throws std::invalid_argument for a name or a value that the class does not take
     */
    void SetPolicyAttribute(const std::string& name, const AttributeValue& value);

    /**
     * Sets an attribute of the LinkPowers that will be made.
     * \throws std::invalid_argument for a name or a value that the class does not take
     */
    void SetPowerAttribute(const std::string& name, const AttributeValue& value);

    /**
     * Gives links a power state, which accounts for their energy; those that have one keep it.
     * Links that nobody lets sleep are awake all the time.
     */
    void InstallPower(const Links& links) const;

    /**
     * Has the servers' links sleep: gives every link between them a power state, and each server
     * the multi-hop routing service, where there is none yet, and a LinkSleeper.
     * \return the LinkSleepers, in the order of the servers
     */
    ApplicationContainer Install(const NodeContainer& servers) const;

    /** \return the LinkSleeper on a server, null if there is none */
    static Ptr<LinkSleeper> Get(Ptr<Node> server);

    /** \return what some links have used until now; those without power state count nothing */
    static LinkEnergy GetEnergy(const Links& links);

    /** \return how many of some links sleep now, those that fall asleep or wake not among them */
    static uint32_t CountAsleep(const Links& links);

  private:
    ObjectFactory m_policyFactory; //!< makes policies
    ObjectFactory m_powerFactory;  //!< makes LinkPowers
};

} // namespace ns3::camcube

#endif /* SLEEPING_LINKS_HELPER_H */
