/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TREE_CHECK_H
#define TREE_CHECK_H

#include "live-cube.h"

#include "ns3/group-tree.h"
#include "ns3/service-helper.h"

#include <string>
#include <vector>

namespace ns3::camcube
{

/** What one finds of the trees of groups at a rest who sees all servers and cables at once. */
template <typename Cube>
class TreeCheck
{
  public:
    /** What is wrong, by kind. */
    struct Faults
    {
        uint64_t loops{0};     //!< servers from which parents lead in a circle
        uint64_t disagree{0};  //!< ends of a tree link of which one does not know
        uint64_t out{0};       //!< members without path to the root of their part
        uint64_t useless{0};   //!< servers with neither membership nor kids
        uint64_t wrongRoot{0}; //!< roots that are not the first heir of the part, or think they are
        uint64_t longer{0};    //!< parents that are no hop nearer to the root

        uint64_t GetSum() const
        {
            return loops + disagree + out + useless + wrongRoot + longer;
        }

        std::string GetName() const
        {
            return std::to_string(loops) + " in loops, " + std::to_string(disagree) +
                   " disagree, " + std::to_string(out) + " out, " + std::to_string(useless) +
                   " useless, " + std::to_string(wrongRoot) + " wrong roots, " +
                   std::to_string(longer) + " no nearer";
        }
    };

    explicit TreeCheck(Cube& cube)
        : m_cube(cube)
    {
        for (uint32_t server = 0; server < cube.Size(); ++server)
        {
            m_trees.push_back(ServiceHelper<GroupTree>::Get(cube.Servers().Get(server)));
        }
    }

    GroupTree& At(uint32_t server) const
    {
        return *m_trees[server];
    }

    uint32_t Neighbor(uint32_t server, uint8_t port) const
    {
        return m_cube.GetTorus().GetNeighbor(server, port);
    }

    /** \return the first heir of a group's key that a server reaches over the cables */
    uint32_t FindRoot(uint32_t server, const GroupId& group) const
    {
        const auto distance = m_cube.Search(server);
        uint32_t root = server;
        const Torus& torus = m_cube.GetTorus();
        group.GetKey(torus).VisitHeirs(torus, [&](const TorusCoordinate& heir) {
            root = torus.GetServer(heir);
            return distance[root] == Cube::NO_PATH;
        });
        return root;
    }

    /** Looks at a group, and adds what is wrong. */
    void Look(const GroupId& group, Faults& faults) const
    {
        std::vector<uint32_t> root(m_cube.Size(), m_cube.Size()); // of each server's part
        std::vector<uint16_t> hops(m_cube.Size());
        for (uint32_t server = 0; server < m_cube.Size(); ++server)
        {
            if (root[server] == m_cube.Size())
            {
                const uint32_t found = FindRoot(server, group);
                const auto distance = m_cube.Search(found);
                for (uint32_t other = 0; other < m_cube.Size(); ++other)
                {
                    if (distance[other] != Cube::NO_PATH)
                    {
                        root[other] = found;
                        hops[other] = distance[other];
                    }
                }
            }
        }
        for (uint32_t server = 0; server < m_cube.Size(); ++server)
        {
            LookAt(server, group, root[server], hops, faults);
        }
    }

    /** \return the links of a group's tree */
    uint64_t CountLinks(const GroupId& group) const
    {
        uint64_t links = 0;
        for (const auto& tree : m_trees)
        {
            links += tree->GetParent(group).GetSize();
        }
        return links;
    }

    /** \return frames of all servers but those of users, counted since the start */
    uint64_t CountControl() const
    {
        uint64_t sum = 0;
        for (const auto& tree : m_trees)
        {
            for (const uint8_t kind :
                 {GroupTree::HELLO, GroupTree::JOIN, GroupTree::ACK, GroupTree::LEAVE})
            {
                sum += tree->GetCounters().sent[kind];
            }
        }
        return sum;
    }

  private:
    void LookAt(uint32_t server,
                const GroupId& group,
                uint32_t root,
                const std::vector<uint16_t>& hops,
                Faults& faults) const
    {
        const GroupTree& tree = At(server);
        const PortSet parent = tree.GetParent(group);
        const PortSet kids = tree.GetKids(group);
        const PortSet live = m_cube.LivePorts(server);
        faults.wrongRoot += tree.IsRoot(group) != (server == root && IsIn(tree, group));
        faults.useless += (tree.IsRoot(group) || !parent.IsEmpty()) && !IsIn(tree, group);
        uint32_t at = server;
        uint32_t steps = 0;
        while (!At(at).GetParent(group).IsEmpty() && steps <= m_cube.Size())
        {
            at = Neighbor(at, At(at).GetParent(group).GetFirst());
            ++steps;
        }
        faults.loops += steps > m_cube.Size();
        faults.out += tree.IsMember(group) && at != root;
        for (uint8_t port : kids)
        {
            const GroupTree& kid = At(Neighbor(server, port));
            faults.disagree += kid.GetParent(group) != PortSet::Of(OppositePort(port));
        }
        for (uint8_t port : parent)
        {
            const GroupTree& above = At(Neighbor(server, port));
            faults.disagree += !above.GetKids(group).Contains(OppositePort(port));
            faults.longer += hops[Neighbor(server, port)] + 1 != hops[server];
        }
        faults.disagree += ((parent | kids) - live).GetSize() + (parent.GetSize() > 1);
    }

    static bool IsIn(const GroupTree& tree, const GroupId& group)
    {
        return tree.IsMember(group) || !tree.GetKids(group).IsEmpty();
    }

    Cube& m_cube;
    std::vector<Ptr<GroupTree>> m_trees;
};

} // namespace ns3::camcube

#endif /* TREE_CHECK_H */
