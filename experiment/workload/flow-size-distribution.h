/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_SIZE_DISTRIBUTION_H
#define FLOW_SIZE_DISTRIBUTION_H

#include "ns3/random-variable-stream.h"

#include <cstdint>
#include <istream>
#include <string>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Flow sizes in bytes by an empirical cumulative distribution, straight lines between its points.
 *
 * As text, one point a line: the size in bytes, blank, the probability of a flow of at most that
 * size; a # begins a comment. Neither column falls and the last probability is 1. Two points of one
 * size are a step there, as is a first point of a probability above 0.
 */
class FlowSizeDistribution
{
  public:
    /** One point of the cumulative distribution. */
    struct Point
    {
        double bytes;       //!< a flow size
        double probability; //!< how likely a flow is of at most this size
    };

    /** The largest size a point may have, in bytes: 2^53, as far as a double counts. */
    static constexpr double MAX_BYTES = 9007199254740992.0;

    /**
     * \param points the cumulative distribution, in rising order
     * \throws std::invalid_argument if they are none
     */
    explicit FlowSizeDistribution(std::vector<Point> points);

    /**
     * \param text the points in the format above
     * \param name what an error calls the text
     * \throws std::invalid_argument that names the bad line by its number
     */
    static FlowSizeDistribution Parse(std::istream& text, const std::string& name);

    /**
     * \param name one of GetPublishedNames(), or else the path of a text file
     * \throws std::invalid_argument if it is neither, and as Parse() does
     */
    static FlowSizeDistribution Load(const std::string& name);

    /** \return the mean flow size in bytes, in closed form */
    double GetMean() const;

    /**
     * \param probability 0 to 1
     * \return the size in bytes that this share of all flows does not exceed
     */
    double GetQuantile(double probability) const;

    /** \return a random size in whole bytes, at least 1 */
    uint64_t Draw(const Ptr<UniformRandomVariable>& random) const;

    const std::vector<Point>& GetPoints() const
    {
        return m_points;
    }

  private:
    std::vector<Point> m_points; //!< neither member falls; the last probability is 1
};

} // namespace ns3::camcube

#endif /* FLOW_SIZE_DISTRIBUTION_H */
