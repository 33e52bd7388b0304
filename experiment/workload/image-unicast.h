/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef IMAGE_UNICAST_H
#define IMAGE_UNICAST_H

#include "ns3/image-manifest.h"
#include "ns3/node-container.h"
#include "ns3/request-client.h"

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What images on trees are compared with: each server asks the source for block after block, some
 * at a time, by requests over the routing service. Contents and hashes are those of
 * ImageDistribution. It must live until the simulation has run.
 */
class ImageUnicast
{
  public:
    static constexpr uint16_t ENDPOINT = 17; //!< of the requests
    static constexpr uint32_t WINDOW = 4;    //!< blocks that a server asks for at a time

    /** Told of a server that has all of it, and its SHA-256. */
    using Completed = std::function<void(uint32_t server, const std::string& sha256)>;

    /**
     * \param servers the cube's servers, by number
     * \param source which of them has the image
     * \param bytes of the image
     * \param completed told of servers that have it; of the source, too
     */
    ImageUnicast(const NodeContainer& servers,
                 uint32_t source,
                 uint64_t bytes,
                 Completed completed);

    /** Has a server get the image. */
    void Fetch(uint32_t server);

    /** \return blocks that have been asked for in vain */
    uint64_t GetFailed() const
    {
        return m_failed;
    }

  private:
    static constexpr uint32_t MAX_FAILURES = 100; //!< of a server, one after the other

    /** Names a block. */
    struct Block
    {
        uint32_t chunk{0}; //!< of the image
        uint16_t block{0}; //!< of the chunk
        static constexpr auto FIELDS = HeaderFields(&Block::chunk, &Block::block);
    };

    /** What stands for a block's bytes; they follow. */
    struct Content
    {
        uint64_t content{0}; //!< see ImageManifest
        static constexpr auto FIELDS = HeaderFields(&Content::content);
    };

    /** A server that gets the image. */
    struct Receiver
    {
        std::unique_ptr<RequestClient> client; //!< asks
        Block next;                            //!< the first of those that it waits for
        std::array<uint64_t, WINDOW> got{};    //!< what has come of these
        uint32_t pending{0};                   //!< how many have not
        uint32_t failures{0};                  //!< in a row
        Sha256 chunk;                          //!< of the blocks before
        Sha256 image;                          //!< of the chunks before
    };

    Ptr<Packet> Answer(const Packet& request) const;
    void AskForNext(uint32_t server);
    void Ask(uint32_t server, uint32_t place);
    void Got(uint32_t server, uint32_t place, const std::optional<Ptr<Packet>>& reply);
    void TakeAll(uint32_t server);
    uint32_t CountPlaces(const Block& next) const;

    GroupId m_image;                   //!< its name
    ImageManifest m_manifest;          //!< what it is
    TorusCoordinate m_source;          //!< who has it
    Completed m_completed;             //!< told of servers that have it
    std::vector<Receiver> m_receivers; //!< by server
    uint64_t m_failed{0};              //!< blocks asked for in vain
};

} // namespace ns3::camcube

#endif /* IMAGE_UNICAST_H */
