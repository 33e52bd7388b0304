/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "file-store.h"

#include <utility>
#include <vector>

namespace ns3::camcube
{

StoredPiece*
FileStore::Add(const FileId& id, uint32_t piece, Ptr<const Packet> content)
{
    if (!m_disk.Reserve(GetBytes(content->GetSize())))
    {
        return nullptr;
    }
    StoredPiece& added = m_files[id].pieces[piece];
    added.content = std::move(content);
    added.custody = ++m_lastCustody;
    return &added;
}

void
FileStore::NoteWritten(const FileId& id, uint32_t piece)
{
    StoredFile& file = m_files.at(id);
    file.pieces.at(piece).isWritten = true;
    file.waiting.insert(piece);
}

StoredPiece*
FileStore::Find(const FileId& id, uint32_t piece)
{
    const auto file = m_files.find(id);
    if (file == m_files.end())
    {
        return nullptr;
    }
    const auto found = file->second.pieces.find(piece);
    return found == file->second.pieces.end() ? nullptr : &found->second;
}

void
FileStore::Remove(const FileId& id, uint32_t piece)
{
    const auto file = m_files.find(id);
    const auto gone = file->second.pieces.find(piece);
    gone->second.timer.Cancel();
    m_disk.Release(GetBytes(gone->second.content->GetSize()));
    file->second.pieces.erase(gone);
    file->second.waiting.erase(piece);
    if (file->second.pieces.empty())
    {
        m_files.erase(file);
    }
}

Ptr<Packet>
FileStore::Take(const FileId& id)
{
    const auto file = m_files.find(id);
    if (file == m_files.end() || file->second.waiting.size() < id.GetCount())
    {
        return nullptr;
    }
    std::vector<uint8_t> bytes;
    for (const auto& [number, piece] : file->second.pieces)
    {
        const uint32_t size = piece.content->GetSize();
        bytes.resize(bytes.size() + size);
        piece.content->CopyData(bytes.data() + bytes.size() - size, size);
    }
    for (uint32_t piece = 0; piece < id.GetCount(); ++piece)
    {
        Remove(id, piece);
    }
    return Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
}

std::optional<int64_t>
FileStore::GetNearestDeadline() const
{
    std::optional<int64_t> nearest;
    const auto look = [&nearest](const auto& ids, const auto& getId) {
        if (!ids.empty() && (!nearest || getId(*ids.begin()).deadline < *nearest))
        {
            nearest = getId(*ids.begin()).deadline;
        }
    };
    look(m_files, [](const auto& entry) { return entry.first; });
    look(m_received, [](const FileId& id) { return id; });
    look(m_awaited, [](const FileId& id) { return id; });
    return nearest;
}

void
FileStore::Fail()
{
    std::vector<std::pair<FileId, uint32_t>> lost;
    for (auto& [id, file] : m_files)
    {
        for (auto& [number, piece] : file.pieces)
        {
            piece.timer.Cancel();
            if (!piece.isWritten)
            {
                lost.emplace_back(id, number);
                continue;
            }
            piece.custody = ++m_lastCustody;
            piece.timesSent = 0;
            piece.port = PortSet::MAX_PORTS;
            file.waiting.insert(number);
        }
    }
    for (const auto& [id, number] : lost)
    {
        Remove(id, number);
    }
}

} // namespace ns3::camcube
