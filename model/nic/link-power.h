/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_POWER_H
#define LINK_POWER_H

#include "link-energy.h"

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/traced-callback.h"

#include <array>
#include <cstdint>

namespace ns3
{
class NetDevice;
} // namespace ns3

namespace ns3::camcube
{

class CamCubeChannel;
class CamCubeNetDevice;

/**
 * \ingroup camcube
 *
 * The power state of one link, and what it uses. It is aggregated to the link's cable; a cable
 * without one is always awake, and costs nothing to simulate.
 *
 * A link falls asleep when both its ports have said that they let it, as 1000BASE-T with IEEE
 * 802.3az does: the signal of both is needed. Either port wakes it. From the moment at which it
 * begins to fall asleep until it is awake again it carries no frame: its ports' slots are taken.
 * Waking takes WakeTime and the cable's delay, also out of a fall. A link without carrier is down;
 * when the carrier comes back it is awake.
 */
class LinkPower : public Object
{
  public:
    /** What the link is doing. */
    enum State : uint8_t
    {
        AWAKE,
        FALLING_ASLEEP,
        ASLEEP,
        WAKING,
        DOWN //!< no carrier
    };

    /** Of trace source State. */
    typedef void (*StateCallback)(State old, State now);

    /** Of trace source Energy. */
    typedef void (*EnergyCallback)(const LinkEnergy& used);

    static TypeId GetTypeId();
    LinkPower();
    ~LinkPower() override;

    /**
     * Takes over the power state of a cable that is plugged in at both ends.
     * \throws std::invalid_argument if it is not, or if it has a power state
     */
    void Attach(Ptr<CamCubeChannel> cable);

    State GetState() const
    {
        return m_state;
    }

    /**
     * One port lets the link sleep. It falls asleep if the other does so too, within SleepTime,
     * while neither sends nor has anybody waiting.
     * \param port one of the two
     */
    void LetSleep(const NetDevice* port);

    /** Wakes the link if it sleeps or falls asleep, and takes back what LetSleep() has said. */
    void Wake();

    /** The cable tells that the carrier has come or gone; called before its ports are told. */
    void CarrierChanged(bool up);

    /** \return the most that passes between Wake() and the moment at which the link is awake */
    Time GetWakeBound() const;

    /** \return what has been used until now */
    LinkEnergy GetEnergy() const;

  protected:
    void DoDispose() override;

  private:
    void Enter(State state);
    LinkEnergy GetUsed() const;
    int64_t GetBusyTime() const;

    State m_state{AWAKE};                           //!< now
    std::array<CamCubeNetDevice*, 2> m_ports{};     //!< the cable's ends
    std::array<int64_t, 2> m_letAt;                 //!< when each let the link sleep, in time steps
    CamCubeChannel* m_cable{nullptr};               //!< whose state this is; it keeps this object
    Time m_since;                                   //!< when the present state began
    int64_t m_busySince{0};                         //!< both ports' time spent sending until then
    LinkEnergy m_energy;                            //!< used in the states before
    EventId m_next;                                 //!< the end of a transition
    Time m_sleepTime;                               //!< attribute SleepTime
    Time m_wakeTime;                                //!< attribute WakeTime
    double m_idlePower;                             //!< attribute IdlePower
    double m_sendPower;                             //!< attribute SendPower
    double m_sleepPower;                            //!< attribute SleepPower
    double m_transitionPower;                       //!< attribute TransitionPower
    TracedCallback<State, State> m_stateChanged;    //!< told of each change
    TracedCallback<const LinkEnergy&> m_energyUsed; //!< told what the state before has used
};

} // namespace ns3::camcube

#endif /* LINK_POWER_H */
