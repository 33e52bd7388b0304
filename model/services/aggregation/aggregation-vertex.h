/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef AGGREGATION_VERTEX_H
#define AGGREGATION_VERTEX_H

#include "aggregation-inlet.h"
#include "aggregation-job.h"
#include "aggregation-outlet.h"

#include "ns3/event-id.h"

#include <memory>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * One place in one tree: merges the streams of its children with its own, in the order of keys.
 * What comes out depends on nothing but what the sources say, whatever the times at which records
 * come; so it can begin anew behind any key, here or at an heir.
 */
class AggregationVertex
{
  public:
    /**
     * \param part whose records
     * \param job what to ask for its own, and how to combine
     * \param window frames of each stream
     * \param perFrame records of each
     */
    AggregationVertex(const AggregationPart& part,
                      std::shared_ptr<const AggregationJob> job,
                      uint32_t window,
                      uint32_t perFrame);
    ~AggregationVertex();
    AggregationVertex(const AggregationVertex&) = delete;
    AggregationVertex& operator=(const AggregationVertex&) = delete;

    /** Begins anew behind a key. \param after nothing for all keys */
    void Reset(const std::optional<uint64_t>& after);

    /**
     * \return the next record, combined of all that have its key; nothing where that is not known
     *         yet, or there are no more
     * \throws std::logic_error if the source answers a key that is not above the one it was given
     */
    std::optional<AggregationRecord> Next();

    /** \return whether there are no more */
    bool IsOver() const;

    /** \return the stream of a child, null if that is none */
    AggregationInlet* Find(const TorusCoordinate& child);

    const AggregationPart part;           //!< whose records
    std::vector<AggregationInlet> inlets; //!< from its children, by port
    AggregationOutlet outlet;             //!< to its parent, if this is not the root
    EventId check;                        //!< the next look whether all goes on
    uint32_t idleChecks{0};               //!< looks since the parent was last heard

  private:
    std::shared_ptr<const AggregationJob> m_job; //!< what is asked and how to combine
    std::optional<uint64_t> m_after;             //!< the key of the last record that came out
    std::optional<AggregationRecord> m_own;      //!< the next of its own
    bool m_isOwnOver{false};                     //!< no more of its own
};

} // namespace ns3::camcube

#endif /* AGGREGATION_VERTEX_H */
