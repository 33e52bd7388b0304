/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "live-naming.h"

#include "ns3/naming.h"

#include <stdexcept>

namespace ns3::camcube
{

void
LiveNaming::AddTo(HostQuestions& questions, Ptr<Naming> naming)
{
    questions.Add(UDP_PORT, [naming](const auto& line, const auto&, const auto& answer) {
        Do(naming, line, answer);
    });
}

void
LiveNaming::Do(const Ptr<Naming>& naming, std::string line, const HostQuestions::Answer& answer)
{
    const auto tell = [answer](NamingStatus status, const std::string& value) {
        answer(status == NamingStatus::ABSENT   ? "absent"
               : status == NamingStatus::FAILED ? "failed"
               : value.empty()                  ? "ok"
                                                : "ok " + value);
    };
    const std::string verb = HostQuestions::TakeWord(line);
    if (verb == "put")
    {
        const std::string name = HostQuestions::TakeWord(line);
        naming->Put(name, line, tell);
    }
    else if (verb == "get")
    {
        naming->Get(line, tell);
    }
    else if (verb == "delete")
    {
        naming->Delete(line, tell);
    }
    else
    {
        throw std::invalid_argument("give put NAME VALUE, get NAME or delete NAME");
    }
}

} // namespace ns3::camcube
