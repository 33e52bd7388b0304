/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RANKS_H
#define RANKS_H

#include "ns3/cube-partition.h"
#include "ns3/process-group.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace ns3::camcube
{

class RankLink;

/**
 * \ingroup camcube
 *
 * Has the processes that mpirun or srun has started simulate one cube together, over ns-3's
 * simulators of several processes.
 *
 * \code
 * int main(int argc, char* argv[])
 * {
 *     Ranks ranks(argc, argv);
 *     TorusHelper torus(8, 8, 8);
 *     NodeContainer servers = torus.Create(); // those of other ranks are bare nodes
 *     ...
 *     Simulator::Run();
 *     Simulator::Destroy();
 * }
 * \endcode
 *
 * All ranks run the same program and build the same cube, of which each has its slab (TorusSlabs);
 * TorusHelper, ServiceHelper and FailureInjector leave out what belongs to others. It is made
 * before anything of a simulation (and after KeepTimeResolution(), which ends one), once in a
 * process, and outlives the simulation, which is the only one of the process.
 */
class Ranks : public ProcessGroup, private CubePartition
{
  public:
    /** How ranks keep together: ns-3's two simulators. */
    enum class Synchronization
    {
        WINDOWS,      //!< all agree on a window of time, again and again
        NULL_MESSAGES //!< neighbours promise each other to be silent for a while
    };

    /**
     * \param argc as main() has it; MPI may take arguments of its own out
     * \param argv likewise
     * \param synchronization how ranks keep together
     */
    Ranks(int& argc, char**& argv, Synchronization synchronization = Synchronization::WINDOWS);

    /** Ends MPI. */
    ~Ranks() override;

    /** Ends all ranks, with exit status 1: this one cannot go on. */
    [[noreturn]] static void Abort();

    // ProcessGroup
    uint32_t GetRank() const override;
    uint32_t GetSize() const override;
    int64_t GetMax(int64_t own) override;
    uint64_t GetSum(uint64_t own) override;

  protected:
    // ProcessGroup
    void SendToFirst(const std::string& bytes) override;
    std::string ReceiveFrom(uint32_t rank) override;

  private:
    struct Mpi;

    // CubePartition
    uint32_t GetProcess(const Torus& torus, uint32_t server) const override;
    void Join(Ptr<CamCubeNetDevice> port, Ptr<CamCubeNetDevice> standIn, uint8_t number) override;
    void PromiseFrameBytes(uint32_t bytes) override;

    void MakeLinks();
    void DrainStreams();

    std::unique_ptr<Mpi> m_mpi;                            //!< what is of MPI
    uint32_t m_rank{0};                                    //!< this one
    uint32_t m_size{1};                                    //!< how many there are
    std::map<uint32_t, std::unique_ptr<RankLink>> m_links; //!< by the rank that they lead to
};

} // namespace ns3::camcube

#endif /* RANKS_H */
