/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ALTERNATING_RUNS_H
#define ALTERNATING_RUNS_H

#include "measured-run.h"

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ns3::camcube
{

class Experiment;

/**
 * \ingroup camcube
 *
 * Runs of several kinds in turn, each in a process of its own. The load of a shared machine changes
 * from minute to minute, so only neighbouring runs are compared with each other.
 */
class AlternatingRuns
{
  public:
    using Body = std::function<Measured(const AlternatingRuns& soFar)>;

    /** \param body measures once; it may look at the runs so far */
    void Add(const std::string& kind, Body body);

    /**
     * Adds a measurement of ns-3 as it comes, with the event list that is its default, and, as
     * OfSameList(kind), the same with the event list of all other kinds.
     */
    void AddStock(const std::string& kind, const Body& body);

    /** \return the name of a kind added by AddStock() when it has the same event list as ours */
    static std::string OfSameList(const std::string& kind);

    /** Measures each kind once, in the order in which they were added. */
    void RunOnce();

    /** Does that so many times. \param what what it shows the progress of */
    void RunAll(const std::string& what, uint32_t times, Experiment& experiment);

    const std::vector<std::string>& GetKinds() const
    {
        return m_kinds;
    }

    const std::vector<Measured>& GetRuns(const std::string& kind) const
    {
        return m_runs.at(kind);
    }

    /** \return a value of each run of a kind, or its quotient with another value */
    std::vector<double> Get(const std::string& kind,
                            const std::string& value,
                            const std::string& over = "") const;

    /** \return the median of Get() */
    double GetMedian(const std::string& kind,
                     const std::string& value,
                     const std::string& over = "") const;

    /**
     * \return of each pair of neighbouring runs, value/over of the first kind divided by
     *         value/over of the second
     */
    std::vector<double> Compare(const std::pair<std::string, std::string>& kinds,
                                const std::string& value,
                                const std::pair<std::string, std::string>& over = {}) const;

    /** \return {"median", "min", "max", "spread"}, the last (max - min) / median */
    static Measured Summarize(const std::vector<double>& values);

  private:
    std::vector<std::string> m_kinds;                    //!< in order
    std::map<std::string, Body> m_bodies;                //!< by kind
    std::map<std::string, std::vector<Measured>> m_runs; //!< by kind
};

} // namespace ns3::camcube

#endif /* ALTERNATING_RUNS_H */
