/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "sha256.h"

#include <algorithm>

namespace ns3::camcube
{

namespace
{

/** The fractions of the cube roots of the first 64 primes. */
constexpr std::array<uint32_t, 64> ROUND{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

constexpr uint32_t
Rotate(uint32_t word, uint32_t bits)
{
    return word >> bits | word << (32 - bits);
}

} // namespace

void
Sha256::Update(const uint8_t* bytes, std::size_t size)
{
    while (size > 0)
    {
        const std::size_t at = m_size % BLOCK;
        const std::size_t part = std::min(size, BLOCK - at);
        std::copy_n(bytes, part, m_rest.begin() + at);
        bytes += part;
        size -= part;
        m_size += part;
        if (at + part == BLOCK)
        {
            Compress(m_rest.data());
        }
    }
}

void
Sha256::Compress(const uint8_t* block)
{
    std::array<uint32_t, 64> words;
    for (std::size_t t = 0; t < 16; ++t)
    {
        words[t] = uint32_t{block[4 * t]} << 24 | uint32_t{block[4 * t + 1]} << 16 |
                   uint32_t{block[4 * t + 2]} << 8 | uint32_t{block[4 * t + 3]};
    }
    for (std::size_t t = 16; t < words.size(); ++t)
    {
        const uint32_t a = words[t - 15];
        const uint32_t b = words[t - 2];
        words[t] = words[t - 16] + (Rotate(a, 7) ^ Rotate(a, 18) ^ a >> 3) + words[t - 7] +
                   (Rotate(b, 17) ^ Rotate(b, 19) ^ b >> 10);
    }
    auto [a, b, c, d, e, f, g, h] = m_state;
    for (std::size_t t = 0; t < words.size(); ++t)
    {
        const uint32_t first = h + (Rotate(e, 6) ^ Rotate(e, 11) ^ Rotate(e, 25)) +
                               ((e & f) ^ (~e & g)) + ROUND[t] + words[t];
        const uint32_t second =
            (Rotate(a, 2) ^ Rotate(a, 13) ^ Rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + first;
        d = c;
        c = b;
        b = a;
        a = first + second;
    }
    const std::array<uint32_t, 8> sum{a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < sum.size(); ++i)
    {
        m_state[i] += sum[i];
    }
}

Sha256::Digest
Sha256::GetDigest() const
{
    Sha256 padded = *this;
    const std::array<uint8_t, BLOCK> padding{0x80};
    padded.Update(padding.data(), 1 + (2 * BLOCK - 9 - m_size % BLOCK) % BLOCK);
    std::array<uint8_t, 8> bits;
    for (std::size_t i = 0; i < bits.size(); ++i)
    {
        bits[i] = static_cast<uint8_t>(8 * m_size >> 8 * (7 - i));
    }
    padded.Update(bits.data(), bits.size());
    Digest digest;
    for (std::size_t i = 0; i < digest.size(); ++i)
    {
        digest[i] = static_cast<uint8_t>(padded.m_state[i / 4] >> 8 * (3 - i % 4));
    }
    return digest;
}

Sha256::Digest
Sha256::Of(const uint8_t* bytes, std::size_t size)
{
    Sha256 hash;
    hash.Update(bytes, size);
    return hash.GetDigest();
}

std::string
Sha256::GetName(const Digest& digest)
{
    std::string name;
    for (uint8_t byte : digest)
    {
        name += "0123456789abcdef"[byte >> 4];
        name += "0123456789abcdef"[byte & 15];
    }
    return name;
}

} // namespace ns3::camcube
