/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LIVE_NAMING_H
#define LIVE_NAMING_H

#include "host-questions.h"

#include "ns3/ptr.h"

namespace ns3::camcube
{

class Naming;

/**
 * \ingroup camcube
 *
 * Lets the programs of a real host use its server's naming service:
 *
 * | line             | answer                                          |
 * |------------------|-------------------------------------------------|
 * | put NAME VALUE   | ok, or failed                                   |
 * | get NAME         | ok VALUE, absent, or failed                     |
 * | delete NAME      | ok, or failed                                   |
 * | anything else    | error and a sentence                            |
 *
 * NAME has no space in it; VALUE is the rest of the line.
 */
class LiveNaming
{
  public:
    static constexpr uint16_t UDP_PORT = 1015; //!< to which datagrams are sent

    /**
     * Answers from now on.
     * \param questions of the host
     * \param naming of the same server
     */
    static void AddTo(HostQuestions& questions, Ptr<Naming> naming);

  private:
    static void Do(const Ptr<Naming>& naming,
                   std::string line,
                   const HostQuestions::Answer& answer);
};

} // namespace ns3::camcube

#endif /* LIVE_NAMING_H */
