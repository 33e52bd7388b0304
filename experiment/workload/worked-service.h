/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WORKED_SERVICE_H
#define WORKED_SERVICE_H

#include "ns3/event-id.h"
#include "ns3/multi-hop-routing.h"
#include "ns3/nstime.h"
#include "ns3/service.h"

#include <cstdint>
#include <functional>
#include <map>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A service that works on each request for a while, and loses those on which it works when it is
 * withdrawn: it is busy until then.
 */
class WorkedService : public Service
{
  public:
    /** A request. */
    struct Request
    {
        uint32_t id{0}; //!< of the experiment's
        static constexpr auto FIELDS = HeaderFields(&Request::id);
    };

    /** Is told of a request that is done. */
    using Done = std::function<void(const WorkedService& service, uint32_t id)>;

    /**
     * \param number its service id, and the endpoint of requests
     * \param version what sets it apart from others of that number
     * \param work time that it works on a request
     * \param done told of each
     */
    WorkedService(uint16_t number, uint16_t version, Time work, Done done);

    uint16_t GetVersion() const
    {
        return m_version;
    }

    bool IsBusy() const override;

  protected:
    void Placed() override;
    void Withdrawing() override;

  private:
    uint16_t m_version;                    //!< what sets it apart
    Time m_work;                           //!< for one request
    Done m_done;                           //!< told of each
    uint64_t m_begun{0};                   //!< requests so far
    std::map<uint64_t, EventId> m_working; //!< on which it works
    Registration m_endpoint;               //!< receives them
};

} // namespace ns3::camcube

#endif /* WORKED_SERVICE_H */
