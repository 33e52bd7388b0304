/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PROCESS_GROUP_H
#define PROCESS_GROUP_H

#include <cstdint>
#include <functional>
#include <ostream>
#include <string>
#include <type_traits>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The processes that share one simulation, each a rank of it. What is counted in all of them is put
 * together here. By itself, a process is a group of one, and everything below costs it nothing;
 * Ranks makes more of it.
 *
 * What is said to be for all is called by every rank, in the same order, with the same simulated
 * time, and returns once all have called it.
 */
class ProcessGroup
{
  public:
    ProcessGroup() = default;
    virtual ~ProcessGroup() = default;
    ProcessGroup(const ProcessGroup&) = delete;
    ProcessGroup& operator=(const ProcessGroup&) = delete;

    /** \return the group that this process is in */
    static ProcessGroup& Get();

    /** \return this process's number, 0 to GetSize() - 1 */
    virtual uint32_t GetRank() const
    {
        return 0;
    }

    /** \return how many processes there are */
    virtual uint32_t GetSize() const
    {
        return 1;
    }

    /** \return whether this is the one that prints and writes files */
    bool IsFirst() const
    {
        return GetRank() == 0;
    }

    /** For all. \return the largest of what the ranks give */
    virtual int64_t GetMax(int64_t own)
    {
        return own;
    }

    /** For all. \return the sum of what the ranks give */
    virtual uint64_t GetSum(uint64_t own)
    {
        return own;
    }

    /**
     * For all.
     * \param own what this rank has, of any trivially copyable type
     * \return on the first rank what all have, one rank after the other; elsewhere nothing
     */
    template <typename T>
    std::vector<T> Gather(std::vector<T> own);

    /**
     * For all: one rank after the other writes its part of one text.
     * \param os where the whole text goes; on the first rank only
     * \param write writes this rank's part
     */
    void WriteInTurn(std::ostream& os, const std::function<void(std::ostream& os)>& write);

  protected:
    /** \param group the group that Get() returns from now on; null for that of one */
    static void Set(ProcessGroup* group);

    /** Sends bytes to the first rank, which receives them. Not called on that one. */
    virtual void SendToFirst(const std::string& bytes);

    /** \return the bytes that a rank, not the first, has sent next. On the first rank only. */
    virtual std::string ReceiveFrom(uint32_t rank);

  private:
    class Sender;
};

template <typename T>
std::vector<T>
ProcessGroup::Gather(std::vector<T> own)
{
    static_assert(std::is_trivially_copyable_v<T>, "it goes to another process as bytes");
    if (!IsFirst())
    {
        SendToFirst(std::string(reinterpret_cast<const char*>(own.data()), own.size() * sizeof(T)));
        return {};
    }
    for (uint32_t rank = 1; rank < GetSize(); ++rank)
    {
        const std::string bytes = ReceiveFrom(rank);
        const auto* first = reinterpret_cast<const T*>(bytes.data());
        own.insert(own.end(), first, first + bytes.size() / sizeof(T));
    }
    return own;
}

} // namespace ns3::camcube

#endif /* PROCESS_GROUP_H */
