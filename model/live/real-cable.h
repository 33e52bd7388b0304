/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef REAL_CABLE_H
#define REAL_CABLE_H

#include "packet-socket.h"

#include "ns3/camcube-net-device.h"
#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/port-owner.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ns3::camcube
{

class DescriptorWatch;
class SocketReader;

/**
 * \ingroup camcube
 *
 * A cable of a server's port that leads out of the simulation: to a Linux interface, and over it to
 * a port of another process or machine. The port has a CamCubeChannel as in the simulator, and at
 * its other end a stand-in for the neighbour's port; what reaches the stand-in is written to the
 * interface, and what comes in there is handed up by the server's port after its processing delay.
 * So frames take the line time of the port's data rate, and the propagation delay is the world's.
 *
 * The link has carrier while the interface is switched on and has carrier itself, and both ends
 * of the channel are active. Whether anybody lives at the far end the interface does not say: that
 * is for FailureDetection to find out, by keep-alives. A cable that starts is silent for a while,
 * so that the neighbour notices that whoever had this end before has gone, and forgets it.
 *
 * Bytes that come in may be anybody's. Those that are not for the port's address, or make no
 * sense, are counted and dropped, and so is what the interface does not take; nothing of that ends
 * the program.
 */
class RealCable : public Object, private PortOwner
{
  public:
    /** What has passed, and what has not. */
    struct Counters
    {
        uint64_t sent{0};      //!< frames that the interface took
        uint64_t received{0};  //!< frames for the port
        uint64_t notTaken{0};  //!< frames that it did not take: down, gone, or its queue full
        uint64_t others{0};    //!< arrivals for another address
        uint64_t malformed{0}; //!< arrivals that are no frames of the cube
        uint64_t unwanted{0};  //!< arrivals while the link was down
        uint64_t overrun{0};   //!< arrivals lost as the kernel's buffer was full
        uint64_t failures{0};  //!< times that the interface went down, or could not be read
    };

    /** The least MTU of an interface, in bytes. */
    static constexpr uint32_t LEAST_MTU = 128;

    static TypeId GetTypeId();
    RealCable();
    ~RealCable() override;

    /**
     * Plugs the cable into a port, and into a Linux interface at its other end. The port's MTU
     * becomes that of the interface if that is less.
     * \param port a port that has no cable
     * \param neighbor the address of the port at the far end
     * \param interface the name of the interface
     * \param watch tells when there is something to read
     * \throws std::invalid_argument if there is no such interface, or it may not be used, or its
     *         MTU is less than LEAST_MTU
     */
    void Plug(Ptr<CamCubeNetDevice> port,
              const Mac48Address& neighbor,
              const std::string& interface,
              std::shared_ptr<DescriptorWatch> watch);

    /** As Plug() above, with a socket in the place of an interface; it always has carrier. */
    void Plug(Ptr<CamCubeNetDevice> port,
              const Mac48Address& neighbor,
              std::unique_ptr<PacketSocket> socket,
              std::shared_ptr<DescriptorWatch> watch);

    /** Looks at the interface, and opens it anew if it was removed and has come back. */
    void UpdateCarrier();

    /**
     * Bytes have come in.
     * \param bytes from the Ethernet header on, anybody's perhaps
     * \param size how many
     */
    void Receive(const uint8_t* bytes, std::size_t size);

    /** \return what has passed until now */
    Counters GetCounters();

    /** \return the name of the interface; empty for a socket */
    const std::string& GetInterface() const
    {
        return m_interface;
    }

    /** \return the port that it is plugged into */
    Ptr<CamCubeNetDevice> GetPort() const
    {
        return m_port;
    }

  protected:
    void DoDispose() override;

  private:
    void Connect(Ptr<CamCubeNetDevice> port,
                 const Mac48Address& neighbor,
                 std::shared_ptr<DescriptorWatch> watch);
    void SetSocket(std::unique_ptr<PacketSocket> socket);
    void SocketFailed();
    void CountOverrun();

    // PortOwner, of the stand-in
    void FrameArrived(FramePtr frame, uint8_t port) override;
    void SlotFree(uint8_t port) override;
    void LinkChanged(uint8_t port, bool up) override;

    Time m_silence;                         //!< from the start to the first frame
    bool m_isSilent{true};                  //!< whether that time has not passed
    EventId m_begin;                        //!< when it has
    std::string m_interface;                //!< its name
    int m_index{0};                         //!< its number while it is open
    bool m_isUp{false};                     //!< what it said last
    uint32_t m_limit{0};                    //!< frames read that may wait
    std::unique_ptr<SocketReader> m_reader; //!< reads from the interface, if it is there
    Ptr<CamCubeNetDevice> m_port;           //!< the server's
    Ptr<CamCubeNetDevice> m_standIn;        //!< for the neighbour's
    Ptr<CamCubeChannel> m_channel;          //!< between them
    int64_t m_lastHandUp{0};                //!< of an arrival, in time steps
    std::vector<uint8_t> m_bytes;           //!< of a frame that is written
    Counters m_counters;                    //!< what has passed
};

} // namespace ns3::camcube

#endif /* REAL_CABLE_H */
