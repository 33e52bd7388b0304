/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CACHE_H
#define CACHE_H

#include "cache-server.h"
#include "replica-selector.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Values in the memory of servers, by key. The root of a key has its value, and caches that are
 * spread evenly about the cube keep copies: k on each axis, at multiples of side / k from the key's
 * place. A server asks one of these, by its choice, and what is not there is fetched from the root.
 *
 * Nothing is promised to be kept: values are forgotten when memory is full, when they are old, and
 * with their server. What a write does to copies, and which value may be read when, is said in
 * doc/cache.rst. Install it on all servers, with KeyRouting.
 *
 * Source: Abu-Libdeh et al., SIGCOMM 2010, section 3.3.
 */
class Cache : public CacheServer
{
  public:
    static constexpr uint16_t SERVICE_ID = 26; //!< on the server; it has no frames of its own
    static constexpr uint16_t ENDPOINT = 26;   //!< of requests and replies

    /** Of trace source Answered. */
    typedef void (*AnsweredCallback)(const Key& key, const Result& result);

    static TypeId GetTypeId();
    Cache();

    /** \name Requests; std::logic_error while this or what it stands on is not deployed */
    ///@{
    /**
     * Asks for a value.
     * \param key of what
     * \param receiver is told; std::invalid_argument for none
     */
    void Get(const Key& key, Receiver receiver);

    /**
     * Writes a value. Once that is OK, no later Get() finds an older one while nothing fails.
     * \param key of what
     * \param value of no more than GetMaxValue() bytes; std::invalid_argument otherwise, or for
     *        none
     * \param receiver is told; null for nobody
     */
    void Put(const Key& key, const Ptr<const Packet>& value, Receiver receiver = nullptr);

    /**
     * Removes a value, as Put() writes one.
     * \param key of what
     * \param receiver is told; null for nobody
     */
    void Remove(const Key& key, Receiver receiver = nullptr);

    /** \return bytes of the longest value that a frame takes here */
    uint32_t GetMaxValue() const;
    ///@}

  protected:
    void Placed() override;

  private:
    uint64_t NextVersion();
    Receiver Tell(const Key& key, Receiver receiver);

    ReplicaSelector::Choice m_choice;                     //!< of the cache to ask
    uint32_t m_clients;                                   //!< what C3 calls n
    double m_weight;                                      //!< of the last reply in averages
    ReplicaSelector m_selector;                           //!< chooses the cache to ask
    uint64_t m_lastVersion{0};                            //!< of what this server has written
    TracedCallback<const Key&, const Result&> m_answered; //!< a request from here has ended
};

} // namespace ns3::camcube

#endif /* CACHE_H */
