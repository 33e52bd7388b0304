/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_ENERGY_H
#define LINK_ENERGY_H

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What a link, both its ports together, has used, and for how long it was in which state. It may
 * send both ways at once: a time in which one port sends counts half as sending, half as idle.
 */
struct LinkEnergy
{
    /** One state's part. */
    struct Part
    {
        double seconds{0}; //!< time spent
        double joules{0};  //!< energy used

        Part& operator+=(const Part& other)
        {
            seconds += other.seconds;
            joules += other.joules;
            return *this;
        }

        Part& operator-=(const Part& other)
        {
            seconds -= other.seconds;
            joules -= other.joules;
            return *this;
        }
    };

    Part idle;       //!< awake, and not sending
    Part sending;    //!< awake, and sending
    Part asleep;     //!< asleep
    Part transition; //!< falling asleep and waking
    Part down;       //!< without carrier

    LinkEnergy& operator+=(const LinkEnergy& other)
    {
        idle += other.idle;
        sending += other.sending;
        asleep += other.asleep;
        transition += other.transition;
        down += other.down;
        return *this;
    }

    LinkEnergy& operator-=(const LinkEnergy& other)
    {
        idle -= other.idle;
        sending -= other.sending;
        asleep -= other.asleep;
        transition -= other.transition;
        down -= other.down;
        return *this;
    }

    /** \return time and energy of all states together */
    Part GetTotal() const
    {
        Part total = idle;
        total += sending;
        total += asleep;
        total += transition;
        total += down;
        return total;
    }
};

} // namespace ns3::camcube

#endif /* LINK_ENERGY_H */
