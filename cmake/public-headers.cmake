# The headers that a user may include: staged where programs find them, in the umbrella header
# camcube-module.h, and installed by an ns-3 tree. All other headers of model/ and helper/ are
# private, seen by the two libraries, the tests and the measuring programs only. A public header
# includes public ones only; the test Includes holds this.
set(camcube_public_headers
    # what any ns-3 program could use
    model/core/confidence-interval.h
    model/core/disk.h
    model/core/huge-pages.h
    model/core/registration.h
    model/core/time-resolution.h
    model/core/timing-wheel-scheduler.h
    # geometry, without a simulator
    model/topology/bcube.h
    model/topology/dcell.h
    model/topology/fat-tree.h
    model/topology/gateway-placement.h
    model/topology/key.h
    model/topology/port-set.h
    model/topology/topology-graph.h
    model/topology/torus-coordinate.h
    model/topology/torus-port.h
    model/topology/torus-region.h
    model/topology/torus-ring.h
    model/topology/torus-wiring.h
    model/topology/torus.h
    # what graphs are worth
    model/topology/analysis/bisection.h
    model/topology/analysis/disjoint-paths.h
    model/topology/analysis/failure-curve.h
    model/topology/analysis/failure-kind.h
    model/topology/analysis/fault-tolerance.h
    model/topology/analysis/floor-plan.h
    model/topology/analysis/path-metrics.h
    model/topology/analysis/shortest-paths.h
    model/topology/analysis/topology-instance.h
    # a port, a cable, a frame
    model/nic/camcube-channel.h
    model/nic/camcube-net-device.h
    model/nic/frame-header-type.h
    model/nic/frame.h
    model/nic/header-fields.h
    model/nic/link-counters.h
    model/nic/link-energy.h
    model/nic/link-power.h
    model/nic/net-device-base.h
    model/nic/send-result.h
    # services, and what runs them
    model/runtime/queued-service.h
    model/runtime/runtime.h
    model/runtime/service.h
    # packets to any server
    model/routing/keys/key-routing.h
    model/routing/keys/key-space.h
    model/routing/multi-hop-routing.h
    model/routing/next-hop-table.h
    model/routing/request-client.h
    model/routing/routing-callbacks.h
    model/routing/routing-header.h
    model/routing/routing-protocol.h
    # services of ours that others ask
    model/services/adaptive-routing/adaptive-routing.h
    model/services/adaptive-routing/neighbor-queues.h
    model/services/aggregation/aggregation-job.h
    model/services/aggregation/aggregation-message.h
    model/services/aggregation/aggregation.h
    model/services/bootstrap/bootstrap-state.h
    model/services/bootstrap/bootstrap.h
    model/services/bootstrap/cable-fault.h
    model/services/bootstrap/claims.h
    model/services/bootstrap/frame-founder.h
    model/services/bootstrap/neighborhood.h
    model/services/bootstrap/place-choice.h
    model/services/bootstrap/place-finder.h
    model/services/bootstrap/place-review.h
    model/services/bootstrap/reviewed-places.h
    model/services/bootstrap/state-exchange.h
    model/services/cache/cache-server.h
    model/services/cache/cache.h
    model/services/cache/replica-selector.h
    model/services/deployment/deployment-counters.h
    model/services/deployment/deployment.h
    model/services/deployment/service-catalogue.h
    model/services/failure-detection/failure-detection.h
    model/services/failure-notification/process-failures.h
    model/services/failure-notification/server-failures.h
    model/services/file-transfer/file-transfer.h
    model/services/flooding/flood-counters.h
    model/services/flooding/numbered-fact.h
    model/services/gateways/connection.h
    model/services/gateways/gateways.h
    model/services/groups/convergecast/convergecast.h
    model/services/groups/multicast/group-message.h
    model/services/groups/multicast/group-multicast.h
    model/services/groups/tree/group-id.h
    model/services/groups/tree/group-tree-user.h
    model/services/groups/tree/group-tree.h
    model/services/groups/tree/parent-preference.h
    model/services/images/image-counters.h
    model/services/images/image-distribution.h
    model/services/lightweight-multicast/lightweight-multicast.h
    model/services/lightweight-multicast/receiver-split.h
    model/services/link-disjoint-paths/link-disjoint-paths.h
    model/services/naming/naming-status.h
    model/services/naming/naming.h
    model/services/load-information/load-convergecast.h
    model/services/load-information/load-gossip.h
    model/services/load-information/load-information.h
    model/services/load-information/load-piggyback.h
    model/services/load-information/load-polling.h
    model/services/sleeping-links/link-sleeper.h
    # ns-3's TCP/IP stack on the cube
    model/ip/reorder-buffer.h
    model/ip/virtual-nic.h
    # real hosts on the cube
    model/live/descriptor-watch.h
    model/live/live-port.h
    model/live/tun-device.h
    # a cube on several processes
    model/parallel/ranks.h
    # what builds networks, and breaks them
    helper/bcube-helper.h
    helper/cabled-network-helper.h
    helper/choose-share.h
    helper/dcell-helper.h
    helper/distance-vector-helper.h
    helper/failure-injector.h
    helper/failure-targets.h
    helper/fat-tree-helper.h
    helper/link-state-helper.h
    helper/live-port-helper.h
    helper/multi-hop-routing-helper.h
    helper/routing-protocol-helper.h
    helper/server-helper.h
    helper/service-helper.h
    helper/sleeping-links-helper.h
    helper/torus-helper.h
    helper/virtual-nic-helper.h
)

# Not meant for users, and public only because headers above include them.
set(camcube_exposed_headers
    helper/attribute-check.h
    model/core/cache-line.h
    model/core/event-time.h
    model/core/fast-random.h
    model/core/handler-list.h
    model/core/object-pool.h
    model/core/process-group.h
    model/nic/cube-partition.h
    model/nic/far-end.h
    model/nic/frame-fifo.h
    model/nic/port-owner.h
    model/nic/port-receiver.h
    model/nic/port-traces.h
    model/nic/port-transmitter.h
    model/routing/closed-form-table.h
    model/routing/endpoint-table.h
    model/routing/neighbor-sender.h
    model/routing/next-hop-choice.h
    model/routing/next-hop-queue.h
    model/routing/no-route-buffer.h
    model/routing/route-change-notifier.h
    model/routing/routing-hooks.h
    model/routing/utilization-estimator.h
    model/runtime/service-prefetcher.h
    model/runtime/turn-queue.h
    model/services/aggregation/aggregation-places.h
    model/services/aggregation/aggregation-streams.h
    model/services/failure-notification/watch-list.h
    model/services/groups/convergecast/convergecast-counters.h
    model/services/groups/tree/group-links.h
    model/services/groups/tree/link-sessions.h
    model/services/lightweight-multicast/multicast-forwarder.h
    model/services/lightweight-multicast/multicast-header.h
    model/services/load-information/load-record.h
)
