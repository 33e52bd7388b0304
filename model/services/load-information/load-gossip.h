/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LOAD_GOSSIP_H
#define LOAD_GOSSIP_H

#include "load-information.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Tells one other server, drawn at random, once a Period what is known here: of as many servers as
 * a frame takes, the newest first. Source of the idea: Demers et al., PODC 1987.
 */
class LoadGossip : public LoadInformation
{
  public:
    static TypeId GetTypeId();

    // Service
    void Placed() override;

  protected:
    void Tick() override;

  private:
    Registration m_heard; //!< what others tell
};

} // namespace ns3::camcube

#endif /* LOAD_GOSSIP_H */
