/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef COMPARISON_SWEEP_H
#define COMPARISON_SWEEP_H

#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <vector>

namespace ns3::camcube
{

class StatusLine;
class ReportFolder;

/**
 * \ingroup camcube
 *
 * One quantity stepped through, the same on every topology: a curve for each. Random choices depend
 * on nothing but seed, run and the quantity.
 */
class ComparisonSweep
{
  public:
    virtual ~ComparisonSweep() = default;

    /** Measures all points, but those that the folder has. */
    void Run(const std::vector<std::string>& topologies,
             const ReportFolder& folder,
             StatusLine& status);

    /** \return what was measured, a point after the other, each with its "topology" */
    const nlohmann::ordered_json& GetPoints() const
    {
        return m_points;
    }

    /** \return the name of the curves in results */
    virtual std::string GetKey() const = 0;

    /** Writes what was measured, for people. */
    virtual void Print(std::ostream& os) const = 0;

  protected:
    /** \param values what the quantity is set to */
    explicit ComparisonSweep(const std::vector<double>& values)
        : m_values(values)
    {
    }

    /** \return one point, with units in the names of keys */
    virtual nlohmann::ordered_json Measure(const std::string& topology,
                                           double value,
                                           StatusLine& status) const = 0;

    /** \return a number, or not-a-number for null: a mean of no samples */
    static double GetNumber(const nlohmann::ordered_json& value);

  private:
    std::vector<double> m_values;                                      //!< by step
    nlohmann::ordered_json m_points = nlohmann::ordered_json::array(); //!< measured so far
};

} // namespace ns3::camcube

#endif /* COMPARISON_SWEEP_H */
