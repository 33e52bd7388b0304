/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "aggregation-message.h"

namespace ns3::camcube
{

Ptr<Packet>
AggregationMessage::ToPacket(const std::vector<AggregationRecord>& records) const
{
    std::vector<uint8_t> bytes(WireBytesOf<AggregationMessage> + RECORD_BYTES * records.size());
    WriteHeader(*this, bytes.data());
    uint8_t* to = bytes.data() + WireBytesOf<AggregationMessage>;
    for (const AggregationRecord& record : records)
    {
        to = FieldCodec::Write(record.value, FieldCodec::Write(record.key, to));
    }
    return Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
}

std::optional<std::vector<AggregationRecord>>
AggregationMessage::ReadRecords(const Packet& packet) const
{
    std::vector<uint8_t> bytes(packet.GetSize());
    packet.CopyData(bytes.data(), packet.GetSize());
    const std::size_t size = bytes.size() - WireBytesOf<AggregationMessage>;
    if (bytes.size() < WireBytesOf<AggregationMessage> || size % RECORD_BYTES != 0)
    {
        return std::nullopt;
    }
    std::vector<AggregationRecord> records(size / RECORD_BYTES);
    const uint8_t* from = bytes.data() + WireBytesOf<AggregationMessage>;
    for (std::size_t i = 0; i < records.size(); ++i)
    {
        from = FieldCodec::Read(records[i].value, FieldCodec::Read(records[i].key, from));
        const auto before = i > 0 ? std::make_optional(records[i - 1].key) : GetAfter();
        if (before && records[i].key <= *before)
        {
            return std::nullopt;
        }
    }
    return records;
}

} // namespace ns3::camcube
