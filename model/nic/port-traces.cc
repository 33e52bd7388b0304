/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "port-traces.h"

#include "camcube-net-device.h"

#include "ns3/trace-source-accessor.h"

namespace ns3::camcube
{

namespace
{

/** Finds a source in a port's traces, which it makes when the first of them is connected. */
class PortTraceAccessor : public TraceSourceAccessor
{
  public:
    explicit PortTraceAccessor(PortTraces::Source PortTraces::*source)
        : m_source(source)
    {
    }

    bool ConnectWithoutContext(ObjectBase* object, const CallbackBase& callback) const override
    {
        return On(object, [&](auto& source) { source.ConnectWithoutContext(callback); });
    }

    bool Connect(ObjectBase* object,
                 std::string context,
                 const CallbackBase& callback) const override
    {
        return On(object, [&](auto& source) { source.Connect(callback, context); });
    }

    bool DisconnectWithoutContext(ObjectBase* object, const CallbackBase& callback) const override
    {
        return On(object, [&](auto& source) { source.DisconnectWithoutContext(callback); });
    }

    bool Disconnect(ObjectBase* object,
                    std::string context,
                    const CallbackBase& callback) const override
    {
        return On(object, [&](auto& source) { source.Disconnect(callback, context); });
    }

  private:
    template <typename F>
    bool On(ObjectBase* object, F action) const
    {
        auto port = dynamic_cast<CamCubeNetDevice*>(object);
        if (!port)
        {
            return false;
        }
        action(port->GetTraces().*m_source);
        return true;
    }

    PortTraces::Source PortTraces::*m_source; //!< which of the sources
};

} // namespace

TypeId
PortTraces::AddTo(TypeId tid)
{
    const auto add = [&tid](const char* name, const char* help, Source PortTraces::*source) {
        tid.AddTraceSource(name,
                           help,
                           Ptr<const TraceSourceAccessor>(new PortTraceAccessor(source), false),
                           "ns3::Packet::TracedCallback");
    };
    add("MacTx", "A frame has been accepted for sending", &PortTraces::macTx);
    add("MacTxDrop", "A frame was refused: slot taken or too long", &PortTraces::macTxDrop);
    add("MacRx", "A frame has been received and is handed up", &PortTraces::macRx);
    add("MacPromiscRx", "The same as MacRx: a cable has one receiver", &PortTraces::macPromiscRx);
    add("PhyTxBegin", "The first bit of a frame leaves", &PortTraces::phyTxBegin);
    add("PhyTxEnd", "The last bit of a frame has left", &PortTraces::phyTxEnd);
    add("PhyTxDrop", "The link went down with a frame on the cable", &PortTraces::phyTxDrop);
    add("PhyRxEnd", "A frame has been received and processed", &PortTraces::phyRxEnd);
    add("PhyRxDrop", "A received frame was corrupt or malformed", &PortTraces::phyRxDrop);
    add("Sniffer", "Every frame sent or received, for captures", &PortTraces::sniffer);
    add("PromiscSniffer", "The same as Sniffer", &PortTraces::promiscSniffer);
    return tid;
}

} // namespace ns3::camcube
