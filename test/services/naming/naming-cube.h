/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NAMING_CUBE_H
#define NAMING_CUBE_H

#include "live-cube.h"

#include "ns3/multi-hop-routing-helper.h"
#include "ns3/naming.h"
#include "ns3/service-helper.h"
#include "ns3/slot-record.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <vector>

namespace ns3::camcube
{

/** A cube with the naming service, and operations that are awaited. */
class NamingCube : public LiveCube
{
  public:
    /** What has become of an operation. */
    struct Result
    {
        std::optional<NamingStatus> status; // nothing if nobody was told
        std::string value;
        Time took;
    };

    explicit NamingCube(uint32_t kx = 3,
                        uint32_t ky = 3,
                        uint32_t kz = 3,
                        const ServiceHelper<Naming>& helper = ServiceHelper<Naming>())
        : LiveCube(kx, ky, kz, DistanceVectorHelper(), [&](const NodeContainer& servers) {
              helper.Install(servers);
          })
    {
    }

    ~NamingCube()
    {
        Simulator::Destroy();
    }

    Ptr<Naming> At(uint32_t server) const
    {
        return ServiceHelper<Naming>::Get(Servers().Get(server));
    }

    /** Runs until nothing happens any more. */
    Result Put(uint32_t server,
               const std::string& name,
               const std::string& value,
               std::optional<Time> timeToLive = std::nullopt) const
    {
        Result result;
        At(server)->Put(name, value, Keep(result), timeToLive);
        Simulator::Run();
        return result;
    }

    Result Get(uint32_t server, const std::string& name) const
    {
        Result result;
        At(server)->Get(name, Keep(result));
        Simulator::Run();
        return result;
    }

    Result Delete(uint32_t server, const std::string& name) const
    {
        Result result;
        At(server)->Delete(name, Keep(result));
        Simulator::Run();
        return result;
    }

    /** A server loses its links, and all that it has. */
    void Crash(uint32_t server)
    {
        m_failures.Fail(Servers().Get(server), Simulator::Now());
        Simulator::ScheduleNow([=] { At(server)->Withdraw(); });
        Simulator::Run();
    }

    /** It is back, and empty. */
    void Return(uint32_t server)
    {
        m_failures.Repair(Servers().Get(server), Simulator::Now());
        At(server)->Deploy();
        Simulator::Run();
    }

    /** Lets time go by. */
    void Wait(Time time)
    {
        Simulator::Stop(time);
        Simulator::Run();
    }

    FailureInjector& Failures()
    {
        return m_failures;
    }

    /** \return the servers that keep a name, each with the same members; empty if they differ */
    SlotMembers FindMembers(const std::string& name) const
    {
        SlotMembers members;
        uint32_t records = 0;
        uint32_t different = 0;
        for (uint32_t server = 0; server < Size(); ++server)
        {
            const uint32_t slot = At(AnyDeployed())->GetSlot(name);
            if (const SlotRecord* record = At(server)->PeekRecord(slot))
            {
                members = members.empty() ? record->members : members;
                ++records;
                different += !(members == record->members) || !record->isComplete ||
                             record->isSealed || !record->FindMember(server);
            }
        }
        return different == 0 && records == members.size() ? members : SlotMembers();
    }

    /** \return entries that all servers keep */
    std::size_t CountEntries() const
    {
        std::size_t entries = 0;
        ForEachRecord([&](const SlotRecord& record) { entries += record.contents.GetSize(); });
        return entries;
    }

    /** Calls a function of all that servers keep. */
    template <typename F>
    void ForEachRecord(F use) const
    {
        for (uint32_t server = 0; server < Size(); ++server)
        {
            for (uint32_t slot = 0; slot < 16 * Size(); ++slot)
            {
                if (const SlotRecord* record = At(server)->PeekRecord(slot))
                {
                    use(*record);
                }
            }
        }
    }

    /** \return what all servers have sent and could not read */
    Naming::Counters Count() const
    {
        Naming::Counters sum;
        for (uint32_t server = 0; server < Size(); ++server)
        {
            const Naming::Counters counters = At(server)->GetCounters();
            sum.packets += counters.packets;
            sum.messages += counters.messages;
            sum.malformed += counters.malformed;
        }
        return sum;
    }

    /** \return who stores what becomes of an operation */
    static Naming::Receiver Keep(Result& result)
    {
        return [&result, begin = Simulator::Now()](NamingStatus status, const std::string& value) {
            EXPECT_FALSE(result.status) << "told twice";
            result = {status, value, Simulator::Now() - begin};
        };
    }

  private:
    uint32_t AnyDeployed() const
    {
        uint32_t server = 0;
        while (!At(server)->IsDeployed())
        {
            ++server;
        }
        return server;
    }

    FailureInjector m_failures;
};

/** Expects a status, and a value. */
inline void
ExpectResult(const NamingCube::Result& result, NamingStatus status, const std::string& value = "")
{
    ASSERT_TRUE(result.status) << "nobody was told";
    EXPECT_EQ(static_cast<int>(*result.status), static_cast<int>(status));
    EXPECT_EQ(result.value, value);
}

} // namespace ns3::camcube

#endif /* NAMING_CUBE_H */
