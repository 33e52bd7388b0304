/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RANK_CHANNEL_H
#define RANK_CHANNEL_H

#include "ns3/channel.h"
#include "ns3/net-device-base.h"
#include "ns3/nstime.h"

#include <array>
#include <functional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What ns-3's simulators of several processes see of the cables between two ranks: one channel,
 * whose attribute Delay is the time for which neither can reach the other.
 */
class RankChannel : public Channel
{
  public:
    static TypeId GetTypeId();

    /** \param ends the devices at both ends \param delay asked for the delay when the run begins */
    void Connect(const std::array<Ptr<NetDevice>, 2>& ends, std::function<Time()> delay);

    Time GetDelay() const;

    // Channel
    std::size_t GetNDevices() const override;
    Ptr<NetDevice> GetDevice(std::size_t i) const override;

  protected:
    void DoDispose() override;

  private:
    std::array<Ptr<NetDevice>, 2> m_ends; //!< both ends
    std::function<Time()> m_delay;        //!< knows the delay
};

/**
 * \ingroup camcube
 * One end of a RankChannel, at which ns-3 hands in the messages of the other rank.
 */
class RankPort : public NetDeviceBase
{
  public:
    static TypeId GetTypeId();

    /** \param channel the channel that it is an end of */
    void SetChannel(Ptr<RankChannel> channel);

    // NetDevice
    Ptr<Channel> GetChannel() const override;
    bool IsLinkUp() const override;
    bool IsPointToPoint() const override;
    bool Send(Ptr<Packet> packet, const Address& to, uint16_t protocol) override;

  protected:
    void DoDispose() override;

  private:
    Ptr<RankChannel> m_channel; //!< the channel
};

} // namespace ns3::camcube

#endif /* RANK_CHANNEL_H */
