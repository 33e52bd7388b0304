/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "live-keys.h"

#include "ns3/header-fields.h"

#include <memory>
#include <stdexcept>

namespace ns3::camcube
{

namespace
{

/** A question for who keeps a key, or its answer. */
struct KeyQuestion
{
    uint32_t number{0}; //!< of the question, the asker's

    static constexpr auto FIELDS = HeaderFields(&KeyQuestion::number);
};

} // namespace

LiveKeys::LiveKeys(Ptr<KeyRouting> keys, Ptr<MultiHopRouting> routing)
    : m_keys(keys),
      m_routing(routing)
{
    m_questions =
        keys->Deliver(nullptr,
                      NUMBER,
                      [this](const Key&, const Ptr<Packet>& packet, const RoutingHeader& header) {
                          AnswerQuestion(*packet, header.source);
                      });
    m_answers = routing->AddEndpoint(nullptr,
                                     NUMBER,
                                     [this](const FramePtr& frame, const RoutingHeader& header) {
                                         Answered(*frame->GetPayload(), header.source);
                                     });
}

void
LiveKeys::AddTo(HostQuestions& questions, Ptr<KeyRouting> keys, Ptr<MultiHopRouting> routing)
{
    const std::shared_ptr<LiveKeys> self(new LiveKeys(keys, routing));
    questions.Add(UDP_PORT, [self](const auto& line, const auto&, const auto& answer) {
        self->Do(line, answer);
    });
}

void
LiveKeys::Do(std::string line, const HostQuestions::Answer& answer)
{
    if (HostQuestions::TakeWord(line) != "find" || line.empty())
    {
        throw std::invalid_argument("give find NAME");
    }
    m_asked[++m_last] = answer;
    if (m_asked.size() > MAX_QUESTIONS)
    {
        m_asked.erase(m_asked.begin());
    }
    m_keys->Route(Key::FromName(line), NUMBER, MakePacket(KeyQuestion{m_last}));
}

void
LiveKeys::AnswerQuestion(const Packet& question, const TorusCoordinate& asker) const
{
    if (const auto asked = ReadPacket<KeyQuestion>(question))
    {
        m_routing->Send(asker, NUMBER, MakePacket(*asked));
    }
}

void
LiveKeys::Answered(const Packet& answer, const TorusCoordinate& root)
{
    const auto read = ReadPacket<KeyQuestion>(answer);
    const auto asked = read ? m_asked.find(read->number) : m_asked.end();
    if (asked != m_asked.end())
    {
        asked->second("ok " + root.GetPlace());
        m_asked.erase(asked);
    }
}

} // namespace ns3::camcube
