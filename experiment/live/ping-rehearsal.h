/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PING_REHEARSAL_H
#define PING_REHEARSAL_H

#include "live-testbed.h"

#include "ns3/event-id.h"
#include "ns3/packet.h"
#include "ns3/sample-summary.h"

#include <map>

namespace ns3
{
class Address;
class NetDevice;
} // namespace ns3

namespace ns3::camcube
{

class VirtualNic;

/**
 * \ingroup camcube
 *
 * What pings would take if the hosts cost nothing: in simulated time, each server of a testbed
 * without hosts asks each other once, one after another. A ping of real hosts takes this and what
 * their kernels take.
 */
class PingRehearsal
{
  public:
    /** What was measured. */
    struct Outcome
    {
        uint32_t servers{0};                      //!< of the cube
        uint32_t pairs{0};                        //!< that asked
        uint32_t answered{0};                     //!< of them
        SampleSummary roundTripUs;                //!< of these
        std::map<uint32_t, SampleSummary> byHops; //!< of these, by their distance in an intact cube
    };

    /** \param testbed to whose servers no hosts are bound; it must outlive this */
    explicit PingRehearsal(LiveTestbed& testbed);
    ~PingRehearsal();

    /** Runs the simulation. \return what it measured */
    Outcome Run();

  private:
    void AskNext();
    void Send(uint32_t from, uint32_t to, uint8_t type);
    bool Receive(Ptr<NetDevice> device, Ptr<const Packet> packet, uint16_t, const Address&);

    LiveTestbed& m_testbed;              //!< whose cube it is
    std::vector<Ptr<VirtualNic>> m_nics; //!< of the servers
    uint32_t m_from{0};                  //!< who asks now
    uint32_t m_to{0};                    //!< who is asked
    Time m_asked;                        //!< when
    EventId m_givingUp;                  //!< when no answer comes any more
    Outcome m_outcome;                   //!< so far
};

} // namespace ns3::camcube

#endif /* PING_REHEARSAL_H */
