/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CACHE_STORE_H
#define CACHE_STORE_H

#include "ns3/key.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"

#include <boost/multi_index/member.hpp>
#include <boost/multi_index/ordered_index.hpp>
#include <boost/multi_index/sequenced_index.hpp>
#include <boost/multi_index_container.hpp>
#include <functional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What one server keeps in memory: for each key the newest version it has heard of, with its value
 * or a mark that older values are void. Whatever was used the longest time ago goes when memory is
 * full, and all goes when it has become old.
 */
class CacheStore
{
  public:
    /** What an entry takes beside its value, in bytes. */
    static constexpr uint64_t ENTRY_BYTES = 64;

    /** What is kept of one key. */
    struct Entry
    {
        Key key;                 //!< of what
        uint64_t version;        //!< when it was written, in ns since the start
        Ptr<const Packet> value; //!< null for a mark
    };

    /**
     * \param limit bytes at most
     * \param timeToLive from the writing of a version on
     */
    CacheStore(uint64_t limit, Time timeToLive);

    /** \return a key's entry, from now on the one that was used last; null if there is none */
    const Entry* Find(const Key& key);

    /** Keeps an entry, unless one of the same key is there that is as new, or it is too large. */
    void Keep(const Entry& entry);

    /** Forgets the keys of which a function says so, or all. */
    void Forget(const std::function<bool(const Key&)>& isVoid);
    void Clear();

    uint64_t GetBytes() const
    {
        return m_bytes;
    }

    uint64_t GetEvicted() const
    {
        return m_evicted;
    }

  private:
    struct ByUse;
    struct ByKey;
    using Entries = boost::multi_index_container<
        Entry,
        boost::multi_index::indexed_by<
            boost::multi_index::sequenced<boost::multi_index::tag<ByUse>>,
            boost::multi_index::ordered_unique<
                boost::multi_index::tag<ByKey>,
                boost::multi_index::member<Entry, Key, &Entry::key>>>>;

    static uint64_t GetSize(const Entry& entry);
    void Erase(Entries::iterator entry);

    uint64_t m_limit;      //!< bytes
    Time m_timeToLive;     //!< of a version
    Entries m_entries;     //!< the last used first
    uint64_t m_bytes{0};   //!< of all entries
    uint64_t m_evicted{0}; //!< entries that others needed the room of
};

} // namespace ns3::camcube

#endif /* CACHE_STORE_H */
