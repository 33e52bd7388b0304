/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef EVENT_PREFETCHER_H
#define EVENT_PREFETCHER_H

#include "ns3/event-impl.h"

#include <array>
#include <cstdint>
#include <typeinfo>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Tells events that their turn is near, so that they fetch what they will touch while others run.
 *
 * A class of events that knows it registers a function. TimingWheelScheduler calls it in steps,
 * some events apart, so that a step may follow the pointers that the one before has fetched. It may
 * not happen, or happen for an event that is then cancelled: the function must change nothing.
 */
class EventPrefetcher
{
  public:
    static constexpr uint32_t N_STEPS = 4; //!< times that an event is told, numbered from 0

    /** \param event whose turn is near \param step which step \param time of it, in time steps */
    using Function = void (*)(const EventImpl& event, uint32_t step, int64_t time);

    /**
     * \param type a class of events, not those derived from it
     * \param function what it fetches
     * \return whether there was room for it
     */
    static bool Register(const std::type_info& type, Function function);

    /** Calls the function of an event's class, if there is one. */
    static void Prefetch(const EventImpl& event, uint32_t step, int64_t time)
    {
        const std::type_info* type = &typeid(event);
        for (const Known& known : m_known)
        {
            if (known.type == type)
            {
                known.function(event, step, time);
            }
        }
    }

  private:
    /** A class of events. */
    struct Known
    {
        const std::type_info* type{nullptr}; //!< the class
        Function function{nullptr};          //!< what it fetches
    };

    static std::array<Known, 3> m_known; //!< few, because every event is looked up here
};

} // namespace ns3::camcube

#endif /* EVENT_PREFETCHER_H */
