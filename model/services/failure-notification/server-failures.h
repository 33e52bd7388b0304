/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SERVER_FAILURES_H
#define SERVER_FAILURES_H

#include "watch-list.h"

#include "ns3/event-id.h"
#include "ns3/multi-hop-routing.h"
#include "ns3/nstime.h"
#include "ns3/traced-callback.h"

#include <map>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Tells whoever asks that a server cannot be reached any more, as the routes of this server say.
 * Nothing is sent for it. Routes err for a while when many change at once, so a server is out of
 * reach for attribute ConfirmTime before anybody is told.
 *
 * Source: Costa et al., WREN 2009, section 4.3.
 */
class ServerFailures : public Service
{
  public:
    static constexpr uint16_t SERVICE_ID = 12; //!< on the server; it has no frames of its own

    /** Is told. */
    using Receiver = std::function<void()>;

    /** Of trace source Reported. */
    typedef void (*ReportedCallback)(const TorusCoordinate& server);

    static TypeId GetTypeId();
    ServerFailures();

    /**
     * Tells once that a server cannot be reached, now or later; never within this call, and not
     * while this service is withdrawn, but when it is deployed again.
     * \param owner the service that asks, or null
     * \param server which one
     * \param receiver is told
     * \return undoes it
     * \throws std::invalid_argument for a server outside the cube, or no receiver
     * \throws std::logic_error while this or the multi-hop routing service is not deployed
     */
    Registration Watch(Service* owner, const TorusCoordinate& server, Receiver receiver);

  protected:
    void DoDispose() override;
    bool NeedsPlace() const override;
    void Placed() override;
    void Withdrawing() override;

  private:
    void LookAtAll();
    void Look(uint32_t server);
    void Forget(uint32_t server);
    void Confirm(uint32_t server);
    bool IsReachable(uint32_t server) const;

    Time m_confirm;                           //!< how long a server is out of reach before
    Ptr<MultiHopRouting> m_routing;           //!< knows, while this is deployed
    WatchList<uint32_t> m_watches;            //!< who is to be told, by the server's number
    std::map<uint32_t, EventId> m_suspicions; //!< servers out of reach, until that is confirmed
    Registration m_routesChanged;             //!< is told of changes
    TracedCallback<const TorusCoordinate&> m_reported; //!< somebody here is told
};

} // namespace ns3::camcube

#endif /* SERVER_FAILURES_H */
