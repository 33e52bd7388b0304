/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LAUNCHED_RANKS_H
#define LAUNCHED_RANKS_H

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

namespace ns3::camcube
{

class ProcessGroup;

/**
 * \ingroup camcube
 *
 * The processes that a launcher, such as mpirun or srun, has started with this one, as its
 * environment says; and, once they are joined, the ranks of one simulation. Only a build with
 * MPI can join them.
 */
class LaunchedRanks
{
  public:
    LaunchedRanks();
    ~LaunchedRanks();

    /** \return whether this build has MPI */
    static bool HasMpi();

    /** \return whether there are more processes than this one */
    bool AreSeveral() const
    {
        return m_size > 1;
    }

    /** \return whether this is the one that speaks for all */
    bool IsFirst() const
    {
        return m_rank == 0;
    }

    /**
     * Makes them ranks of one simulation, if there are several.
     * \param argc as main() has it
     * \param argv likewise
     * \param byNullMessages whether they keep together by null messages, not by windows
     * \throws std::invalid_argument without MPI, and for null messages of one process
     */
    void Join(int& argc, char**& argv, bool byNullMessages);

    /** Asked by all. \return what each rank has used so far, on the first; null for one process */
    nlohmann::ordered_json GetUsage() const;

    /**
     * Says what has gone wrong, once for all, and ends all ranks.
     * \param program what the sentence begins with
     * \param message the sentence
     * \return the exit status of a process alone
     */
    int Fail(const std::string& program, const std::string& message) const;

  private:
    uint32_t m_rank{0};                    //!< this process's number
    uint32_t m_size{1};                    //!< how many there are
    bool m_byNullMessages{false};          //!< how they keep together
    std::unique_ptr<ProcessGroup> m_ranks; //!< once they are joined
};

} // namespace ns3::camcube

#endif /* LAUNCHED_RANKS_H */
