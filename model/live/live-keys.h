/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LIVE_KEYS_H
#define LIVE_KEYS_H

#include "host-questions.h"

#include "ns3/key-routing.h"

#include <map>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Lets the programs of a real host find out which server keeps a key, by asking it: a question is
 * routed to the key (KeyRouting), and whoever is its root answers.
 *
 * | line             | answer                                              |
 * |------------------|-----------------------------------------------------|
 * | find NAME        | ok X,Y,Z, of the root; none if it is lost meanwhile |
 * | anything else    | error and a sentence                                |
 */
class LiveKeys
{
  public:
    static constexpr uint16_t UDP_PORT = 1005; //!< to which datagrams are sent
    static constexpr uint16_t NUMBER = 1005;   //!< of questions among keys, and answers' endpoint
    static constexpr std::size_t MAX_QUESTIONS = 256; //!< unanswered ones, of which the oldest goes

    /**
     * Answers from now on, hosts and other servers.
     * \param questions of the host
     * \param keys of the same server
     * \param routing of the same server
     * \throws std::invalid_argument if somebody has taken the number
     */
    static void AddTo(HostQuestions& questions, Ptr<KeyRouting> keys, Ptr<MultiHopRouting> routing);

  private:
    LiveKeys(Ptr<KeyRouting> keys, Ptr<MultiHopRouting> routing);

    void Do(std::string line, const HostQuestions::Answer& answer);
    void AnswerQuestion(const Packet& question, const TorusCoordinate& asker) const;
    void Answered(const Packet& answer, const TorusCoordinate& root);

    Ptr<KeyRouting> m_keys;                            //!< carries questions
    Ptr<MultiHopRouting> m_routing;                    //!< carries answers
    uint32_t m_last{0};                                //!< number of the last question
    std::map<uint32_t, HostQuestions::Answer> m_asked; //!< those without an answer, by number
    Registration m_questions;                          //!< of the number
    Registration m_answers;                            //!< of the endpoint
};

} // namespace ns3::camcube

#endif /* LIVE_KEYS_H */
