/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CUBE_RECORDER_H
#define CUBE_RECORDER_H

#include "frame-recorder.h"

#include "ns3/data-rate.h"
#include "ns3/event-id.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/torus.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::camcube
{

class FailureInjector;

/**
 * \ingroup camcube
 *
 * What the links of a cube carry, and in which state links and servers are, over time.
 *
 * Samples are taken by events that touch no model and draw no random number, so results are the
 * same with them and without; a hop costs no more. Where the end is not known, samples begin close
 * together, and every second one is given up each time that there are too many.
 *
 * Finish() must be called, or the object go, before the simulation is destroyed.
 */
class CubeRecorder
{
  public:
    /** What a cable is doing. */
    enum CableState : uint8_t
    {
        UP,       //!< carries frames
        ASLEEP,   //!< sleeps
        CHANGING, //!< falls asleep, or wakes
        DOWN      //!< has no carrier: it has failed, or a server at one end has
    };

    /** What is so at one moment. */
    struct Sample
    {
        Time at;                             //!< when
        std::vector<uint64_t> bytes;         //!< sent until then, by link, with line overhead
        std::vector<CableState> cables;      //!< at the server whose plus port each is in
        std::vector<uint32_t> failedServers; //!< those that the failure injector has broken
    };

    /** \param limit samples to keep after the first, at least 1 */
    explicit CubeRecorder(std::size_t limit);
    ~CubeRecorder();
    CubeRecorder(const CubeRecorder&) = delete;
    CubeRecorder& operator=(const CubeRecorder&) = delete;

    /**
     * Has frames recorded, too, from Begin() to Finish(): each costs then, which samples do not.
     * \param limit frames to record
     */
    void RecordFrames(std::size_t limit);

    /**
     * Takes the first sample, now.
     * \param torus the geometry
     * \param servers the cube's servers, by number
     * \param failures says which servers have failed; null if none can. It must outlive the
     *        recording.
     */
    void Begin(const Torus& torus,
               const NodeContainer& servers,
               const FailureInjector* failures = nullptr);

    /**
     * Takes samples from now on. Their events keep a simulation going, so without an end something
     * must stop it.
     * \param end when to take the last one; nothing to go on until Pause() or Finish()
     */
    void Watch(std::optional<Time> end);

    /** Takes no further sample by itself. */
    void Pause();

    /** Takes a sample now; it replaces one that was taken at the same time. */
    void Look();

    /** Takes a last sample, unless that of Watch() was taken, and lets the servers go. */
    void Finish();

    /** \return the samples so far, in order; the first says what was so in the beginning */
    const std::vector<Sample>& GetSamples() const
    {
        return m_samples;
    }

    /** \return the rate of each link, by server and port, as it was in the beginning */
    const std::vector<DataRate>& GetRates() const
    {
        return m_rates;
    }

    /** \return the frames so far; null without RecordFrames() */
    const FrameRecorder* GetFrames() const
    {
        return m_frames ? &*m_frames : nullptr;
    }

  private:
    void LookAndGoOn();
    void ScheduleNext();
    void Thin();

    std::size_t m_limit;                   //!< samples to keep after the first
    std::optional<Torus> m_torus;          //!< the geometry, once it has begun
    NodeContainer m_servers;               //!< by number
    const FailureInjector* m_failures;     //!< says which have failed, if any can
    std::vector<DataRate> m_rates;         //!< by link
    std::vector<Sample> m_samples;         //!< so far
    std::optional<FrameRecorder> m_frames; //!< if they are recorded, too
    Time m_interval;                       //!< between two samples
    std::optional<Time> m_end;             //!< when to take the last one
    EventId m_next;                        //!< the next one
    bool m_isWatching{false};              //!< whether there is a next one
};

} // namespace ns3::camcube

#endif /* CUBE_RECORDER_H */
