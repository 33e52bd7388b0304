/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PROTOCOL_OPTION_H
#define PROTOCOL_OPTION_H

#include "ns3/routing-protocol-helper.h"

#include <string>

namespace ns3::camcube
{

class Experiment;

/**
 * \ingroup camcube
 *
 * The routing protocol of an experiment's torus, as --protocol.
 */
class ProtocolOption
{
  public:
    /** \param name one of those that --protocol takes */
    explicit ProtocolOption(const std::string& name = DEFAULT);

    /** Adds the option to an experiment, which this must outlive. */
    void AddTo(Experiment& experiment);

    /**
     * \param experiment the one to which it was added
     * \throws std::invalid_argument if an attribute of another protocol was given to it
     */
    void Check(const Experiment& experiment) const;

    const std::string& GetName() const
    {
        return m_name;
    }

    /** \return whether the user has chosen another protocol than usual */
    bool IsUnusual() const
    {
        return m_name != DEFAULT;
    }

    /** \return what installs the protocol */
    RoutingProtocolHelper MakeHelper() const;

  private:
    static constexpr const char* DEFAULT = "distance-vector"; //!< the usual protocol

    std::string m_name; //!< --protocol
};

} // namespace ns3::camcube

#endif /* PROTOCOL_OPTION_H */
