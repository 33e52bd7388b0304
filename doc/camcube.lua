-- SPDX-License-Identifier: GPL-2.0-only
-- Wireshark and tshark: shows the frames of a cube.
--
--   tshark -X lua_script:doc/camcube.lua -r cube-0-0.pcap
--
-- Fields: camcube.service, camcube.source, camcube.destination, camcube.endpoint, camcube.hops,
-- camcube.hop_limit, camcube.flow, camcube.type, camcube.sequence.

local ROUTING_SERVICE = 1
local STACK_ENDPOINT = 1

local camcube = Proto("camcube", "CamCube frame")
local f = camcube.fields
f.service = ProtoField.uint16("camcube.service", "Service id")
f.source = ProtoField.string("camcube.source", "Source (x,y,z)")
f.destination = ProtoField.string("camcube.destination", "Destination (x,y,z)")
f.endpoint = ProtoField.uint16("camcube.endpoint", "Endpoint")
f.hops = ProtoField.uint8("camcube.hops", "Links crossed")
f.hop_limit = ProtoField.uint8("camcube.hop_limit", "Links it may cross")
f.flow = ProtoField.uint16("camcube.flow", "Flow", base.HEX)
f.type = ProtoField.uint16("camcube.type", "EtherType of the stack's packet", base.HEX)
f.sequence = ProtoField.uint32("camcube.sequence", "Sequence number")

local function coordinate(range)
    return string.format("(%d,%d,%d)", range(0, 1):uint(), range(1, 1):uint(), range(2, 1):uint())
end

function camcube.dissector(bytes, packet, root)
    packet.cols.protocol = "CamCube"
    local tree = root:add(camcube, bytes())
    if bytes:len() < 2 then
        return
    end
    local service = bytes(0, 2):uint()
    tree:add(f.service, bytes(0, 2))
    packet.cols.info = "service " .. service
    if service ~= ROUTING_SERVICE or bytes:len() < 14 then
        return
    end
    local source, destination = coordinate(bytes(2, 3)), coordinate(bytes(5, 3))
    tree:add(f.source, bytes(2, 3), source)
    tree:add(f.destination, bytes(5, 3), destination)
    tree:add(f.endpoint, bytes(8, 2))
    tree:add(f.hops, bytes(10, 1))
    tree:add(f.hop_limit, bytes(11, 1))
    tree:add(f.flow, bytes(12, 2))
    packet.cols.info = string.format("%s > %s, %d hops", source, destination, bytes(10, 1):uint())
    if bytes(8, 2):uint() == STACK_ENDPOINT and bytes:len() >= 20 then
        local ethertype = bytes(14, 2):uint()
        tree:add(f.type, bytes(14, 2))
        tree:add(f.sequence, bytes(16, 4))
        DissectorTable.get("ethertype"):try(ethertype, bytes(20):tvb(), packet, root)
    end
end

DissectorTable.get("ethertype"):add(0x88b5, camcube)
