/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "launched-ranks.h"

#include "fatal-error-trap.h"
#include "process-usage.h"

#include "ns3/process-group.h"
#include "ns3/text-parsing.h"

#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <thread>
#include <vector>

// The build system defines it for this file.
#ifdef CAMCUBE_MPI
#include "ns3/ranks.h"
#endif

namespace ns3::camcube
{

namespace
{

/** Where launchers say how many processes there are, and which one this is. */
constexpr const char* VARIABLES[][2] = {
    {"OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_RANK"}, // Open MPI's mpirun
    {"PMI_SIZE", "PMI_RANK"},                         // MPICH's, and srun --mpi=pmi2
    {"SLURM_STEP_NUM_TASKS", "PMIX_RANK"},            // srun --mpi=pmix
};

/** How long another process waits, for the first to say what has gone wrong with all. */
constexpr std::chrono::seconds PATIENCE{2};

} // namespace

LaunchedRanks::LaunchedRanks()
{
    for (const auto& [size, rank] : VARIABLES)
    {
        const char* sizeText = std::getenv(size);
        const char* rankText = std::getenv(rank);
        if (sizeText && rankText)
        {
            m_size = static_cast<uint32_t>(ParseWholeNumber(sizeText).value_or(1));
            m_rank = static_cast<uint32_t>(ParseWholeNumber(rankText).value_or(0));
            return;
        }
    }
}

LaunchedRanks::~LaunchedRanks() = default;

bool
LaunchedRanks::HasMpi()
{
#ifdef CAMCUBE_MPI
    return true;
#else
    return false;
#endif
}

void
LaunchedRanks::Join([[maybe_unused]] int& argc, [[maybe_unused]] char**& argv, bool byNullMessages)
{
    const std::string remedy = "build with MPI (./camcube in-tree --mpi), or start one process";
    if (AreSeveral() && !HasMpi())
    {
        throw std::invalid_argument(std::to_string(m_size) +
                                    " processes were started, and this build has no MPI by which "
                                    "they could share a simulation; " +
                                    remedy);
    }
    if (byNullMessages && !AreSeveral())
    {
        throw std::invalid_argument(
            "--null-messages would have no effect in one process; " +
            std::string(HasMpi() ? "start several by mpirun, or leave it out" : remedy));
    }
    m_byNullMessages = byNullMessages;
#ifdef CAMCUBE_MPI
    if (AreSeveral())
    {
        m_ranks = std::make_unique<Ranks>(argc,
                                          argv,
                                          byNullMessages ? Ranks::Synchronization::NULL_MESSAGES
                                                         : Ranks::Synchronization::WINDOWS);
    }
#endif
}

nlohmann::ordered_json
LaunchedRanks::GetUsage() const
{
    if (!m_ranks)
    {
        return nullptr;
    }
    return {{"processes", m_size},
            {"synchronization", m_byNullMessages ? "null messages" : "windows"},
            {"processor_s", m_ranks->Gather(std::vector{GetProcessorSeconds()})},
            {"rss_mib", m_ranks->Gather(std::vector{GetPeakResidentMib()})}};
}

int
LaunchedRanks::Fail(const std::string& program, const std::string& message) const
{
    // Most often all fail alike; then the first has ended all before another one speaks.
    if (!IsFirst())
    {
        std::this_thread::sleep_for(PATIENCE);
    }
    if (IsFirst() || m_ranks)
    {
        FatalErrorTrap::WriteSentence(program, message);
    }
#ifdef CAMCUBE_MPI
    if (m_ranks)
    {
        Ranks::Abort();
    }
#endif
    return 1;
}

} // namespace ns3::camcube
