/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WORKLOAD_RUNNER_H
#define WORKLOAD_RUNNER_H

#include "tcp-profile.h"
#include "workload.h"

#include "ns3/address.h"
#include "ns3/application.h"
#include "ns3/event-id.h"
#include "ns3/flow-result.h"
#include "ns3/ipv4-address.h"
#include "ns3/node-container.h"
#include "ns3/packet.h"

#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Sends a workload over any network by stock applications and the stock TCP/IP stack, and records
 * what arrives: BulkSendApplication over TCP, UdpClient for constant rates, PacketSink behind both.
 * Every flow has a port of its own at its destination. Applications are made when their flow
 * starts, and let go of their sockets when it is complete.
 *
 * It must live until the simulation has run.
 */
class WorkloadRunner
{
  public:
    /** How often ranks look whether all is done, in microseconds of simulated time. */
    static constexpr int64_t LOOK_US = 50;

    /** How long datagrams are waited for after the last has been sent, in milliseconds. */
    static constexpr int64_t DRAIN_MS = 10;

    /**
     * \param servers the nodes, by server number
     * \param addresses where each can be reached, in the same order
     * \throws std::invalid_argument if they are not of one length
     */
    WorkloadRunner(const NodeContainer& servers, std::vector<Ipv4Address> addresses);
    ~WorkloadRunner();
    WorkloadRunner(const WorkloadRunner&) = delete;
    WorkloadRunner& operator=(const WorkloadRunner&) = delete;

    /**
     * Set an attribute of all TCP sockets of the flows, above what TcpProfile says. SegmentSize is
     * what the smallest MTU of the servers leaves for payload, unless set.
     * \throws std::invalid_argument for an unknown attribute or a value it cannot take
     */
    void SetTcpAttribute(const std::string& name, const AttributeValue& value);

    /**
     * End the simulation as soon as every flow has finished: a TCP flow when it is completed (an
     * endless one never is), a constant-rate flow when it is completed, or DRAIN_MS after the last
     * of them has stopped, for datagrams may be lost.
     *
     * Under an ArrivalsFirstScheduler, on one or several ranks, all look at it together every
     * LOOK_US microseconds, so that all end at the same time. \param notBefore then, a time at
     * which the simulation still runs
     */
    void StopWhenDone(Time notBefore = Time());

    /** \return when every flow had finished, as StopWhenDone() saw it; the present before that */
    Time GetDoneAt() const;

    /**
     * Puts together what all ranks of a simulation have received, on the first of them; called once
     * it has run, by all, before GetResults(). One process need not call it.
     */
    void Collect();

    /**
     * Send a workload. To be called once, before the first flow starts.
     * \throws std::invalid_argument if it needs more servers than there are, a server lacks the
     * stack or the address, receives more flows than it has ports, or a flow begins in the past
     */
    void Install(const Workload& workload);

    uint32_t GetNCompleted() const
    {
        return m_completed;
    }

    /** \return what has become of every flow by now, in the order of the workload; of flows to
     *          servers of other ranks nothing, before Collect() */
    std::vector<FlowResult> GetResults() const;

  private:
    /** \return the payload that fits every server's MTU, in bytes, after IP, TCP and timestamps */
    uint32_t GetSegmentSize() const;

    /** Start all flows that are due, and come back for the next. */
    void StartDueFlows();
    /** Make the applications of a flow that starts now. */
    void StartFlow(uint32_t index);

    /** A sink has received payload of a flow. */
    static void Received(WorkloadRunner* self,
                         uint32_t index,
                         Ptr<const Packet> packet,
                         const Address& from);
    /** The constant-rate flows that are not completed by now never will be. */
    void EndRateFlows();
    /** End the simulation if that is wanted and due. */
    void StopIfDone() const;
    /** The same for all ranks together, and come back if it is not due. */
    void LookWhetherDone(Time notBefore);
    /** \return whether a flow's destination is a server of this process */
    bool IsReceivedHere(const Flow& flow) const;
    /** Let go of the sockets of a completed flow. */
    void Release(uint32_t index);

    /** The applications of a flow, while they are needed. */
    struct Ends
    {
        Ptr<Application> source; //!< sends
        Ptr<Application> sink;   //!< receives
    };

    NodeContainer m_servers;              //!< by server number
    std::vector<Ipv4Address> m_addresses; //!< by server number
    TcpProfile m_tcp;                     //!< sets TCP sockets
    uint32_t m_segmentSize{0};            //!< TCP payload of a packet, in bytes
    std::vector<FlowResult> m_results;    //!< by flow
    std::vector<Ends> m_ends;             //!< by flow
    std::vector<uint16_t> m_nextPort;     //!< by destination
    uint32_t m_started{0};                //!< flows that have started
    uint32_t m_completed{0};              //!< flows that have arrived whole
    uint32_t m_over{0};                   //!< constant-rate flows that ended with losses
    bool m_stopWhenDone{false};           //!< end the simulation with the last flow
    Time m_doneAt;                        //!< when all ranks saw that all is done; zero before
    EventId m_endOfRateFlows;             //!< when datagrams are waited for no more
    EventId m_nextStart;                  //!< when the next flow is due
};

} // namespace ns3::camcube

#endif /* WORKLOAD_RUNNER_H */
