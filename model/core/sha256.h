/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SHA256_H
#define SHA256_H

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * SHA-256 of bytes that come one part after the other; none of the libraries that ns-3 needs has
 * it. Source: FIPS 180-4, section 6.2.
 */
class Sha256
{
  public:
    using Digest = std::array<uint8_t, 32>;

    /** Takes the next bytes. */
    void Update(const uint8_t* bytes, std::size_t size);

    /** \return the digest of all bytes so far; more may follow */
    Digest GetDigest() const;

    /** \return the digest of some bytes */
    static Digest Of(const uint8_t* bytes, std::size_t size);

    /** \return 64 hexadecimal digits */
    static std::string GetName(const Digest& digest);

  private:
    static constexpr std::size_t BLOCK = 64; //!< bytes that are taken at a time

    void Compress(const uint8_t* block);

    std::array<uint32_t, 8> m_state{0x6a09e667,
                                    0xbb67ae85,
                                    0x3c6ef372,
                                    0xa54ff53a,
                                    0x510e527f,
                                    0x9b05688c,
                                    0x1f83d9ab,
                                    0x5be0cd19}; //!< the hash value
    std::array<uint8_t, BLOCK> m_rest{};         //!< bytes that do not fill a block yet
    uint64_t m_size{0};                          //!< bytes so far
};

} // namespace ns3::camcube

#endif /* SHA256_H */
