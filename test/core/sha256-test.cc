/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// SHA-256 against the examples of NIST, and whatever the parts are in which bytes come.

#include "ns3/sha256.h"

#include <gtest/gtest.h>

using namespace ns3::camcube;

namespace
{

std::string
HashOf(const std::string& text)
{
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    return Sha256::GetName(Sha256::Of(bytes, text.size()));
}

TEST(Sha256, HasTheDigestsOfNist)
{
    EXPECT_EQ(HashOf(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(HashOf("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(HashOf("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(HashOf("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
                     "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"),
              "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
    EXPECT_EQ(HashOf(std::string(1000000, 'a')),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, IsTheSameInWhateverPartsBytesCome)
{
    std::string text;
    for (uint32_t size = 0; size < 200; ++size)
    {
        const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
        for (const std::size_t part : {1, 3, 63, 64, 65})
        {
            Sha256 hash;
            for (std::size_t at = 0; at < text.size(); at += part)
            {
                hash.Update(bytes + at, std::min(part, text.size() - at));
                hash.GetDigest(); // and more may follow
            }
            EXPECT_EQ(Sha256::GetName(hash.GetDigest()), HashOf(text)) << size << " in " << part;
        }
        text += static_cast<char>(size);
    }
}

} // namespace
