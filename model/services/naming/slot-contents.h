/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SLOT_CONTENTS_H
#define SLOT_CONTENTS_H

#include "naming-message.h"

#include <map>
#include <utility>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The entries of one slot, in order: for each name its value, or that there is none any more, and
 * the last operation of each client. Two of the same name and client are merged to the newer one,
 * so it does not matter in which order, or how often, they come.
 */
class SlotContents
{
  public:
    /** Keeps an entry unless there is one at least as new. */
    void Merge(const NamingEntry& entry);

    /** \return the entry of a name and client, 0 for the value; null if there is none */
    const NamingEntry* Find(const std::string& name, uint32_t client = 0) const;

    /** \return equal for equal entries, and 0 for none */
    uint64_t GetDigest() const
    {
        return m_digest;
    }

    std::size_t GetSize() const
    {
        return m_entries.size();
    }

    /**
     * \param after those behind this one, in the order of names and clients; null for the first
     * \param bytes how many they may have on the wire; one entry may have more
     * \param page the entries
     * \return whether these are the last
     */
    bool GetPage(const NamingEntry* after, std::size_t bytes, std::vector<NamingEntry>& page) const;

    /** Forgets tombstones of versions up to one. */
    void DropTombstones(uint64_t epoch, uint32_t counter);

    /** Forgets operations that were issued before a time. */
    void DropOperations(uint64_t before);

  private:
    void Forget(const NamingEntry& entry);
    template <typename P>
    void DropIf(P predicate);

    std::map<std::pair<std::string, uint32_t>, NamingEntry> m_entries; //!< by name and client
    uint64_t m_digest{0};                                              //!< of all
    std::size_t m_tombstones{0};                                       //!< how many there are
};

} // namespace ns3::camcube

#endif /* SLOT_CONTENTS_H */
