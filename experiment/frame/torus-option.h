/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TORUS_OPTION_H
#define TORUS_OPTION_H

#include "option-rule.h"

#include "ns3/torus.h"

#include <cstdint>
#include <string>

namespace ns3::camcube
{

class Experiment;

/** \ingroup camcube \return the rule of an option that GetTorus() reads */
OptionText TorusSides();

/**
 * \ingroup camcube
 * \param text three sides joined by x, such as "4x5x6", or one for all axes
 * \throws std::invalid_argument for anything else, naming the option
 */
Torus GetTorus(const std::string& option, const std::string& text);

/**
 * \ingroup camcube
 *
 * The cube of an experiment, as --k or as --sides.
 */
class TorusOption
{
  public:
    /** \param k servers along each axis, unless the user says otherwise */
    explicit TorusOption(uint32_t k)
        : m_k(k)
    {
    }

    TorusOption(const TorusOption&) = delete;
    TorusOption& operator=(const TorusOption&) = delete;

    /** Adds both options to an experiment, which this must outlive. */
    void AddTo(Experiment& experiment);

    /**
     * \return the cube that the user chose
     * \throws std::invalid_argument for sides that make no sense
     */
    Torus Get() const;

  private:
    uint32_t m_k;        //!< --k
    std::string m_sides; //!< --sides; empty if it was not given
};

} // namespace ns3::camcube

#endif /* TORUS_OPTION_H */
