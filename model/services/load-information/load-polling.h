/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LOAD_POLLING_H
#define LOAD_POLLING_H

#include "load-information.h"

#include "ns3/request-client.h"

#include <memory>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Asks each other server once a Period, one after the other.
 */
class LoadPolling : public LoadInformation
{
  public:
    static TypeId GetTypeId();

    // Service
    void Placed() override;

  protected:
    void Tick() override;

  private:
    std::unique_ptr<RequestClient> m_requests; //!< asks, and answers
    uint32_t m_next{0};                        //!< how far from this server's number the next is
};

} // namespace ns3::camcube

#endif /* LOAD_POLLING_H */
