/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SWEEP_VALUES_H
#define SWEEP_VALUES_H

#include "ns3/option-rule.h"

#include <string>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 * What a quantity is stepped through, as a user types it: "0.1,0.5,0.9" for those values, "8..64"
 * for 8, 16, 32 and 64, each twice the one before and the last included.
 */
struct SweepValues
{
    double low;        //!< the smallest value allowed, not below 0
    double high;       //!< the largest value allowed
    bool whole;        //!< only whole numbers
    std::string noun;  //!< what the values are, in plural
    std::string usual; //!< what "auto" means where it means anything

    /** \return what an option accepts: such values, auto, or none */
    OptionText GetRule() const;

    /**
     * \param text what such an option was given
     * \param automatic whether auto means the usual values; else it means none
     * \return the values, from the smallest, each once; empty for none
     */
    std::vector<double> Expand(const std::string& text, bool automatic) const;

  private:
    /** \return the values of a text that is neither auto nor none; empty if it cannot be read */
    std::vector<double> Parse(const std::string& text) const;
};

} // namespace ns3::camcube

#endif /* SWEEP_VALUES_H */
