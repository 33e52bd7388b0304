# SPDX-License-Identifier: GPL-2.0-only
"""Services that are written in Python."""

from __future__ import annotations

from . import _camcube
from ._camcube import Groups, Keys, Requests, ServiceBase


class Service(ServiceBase):
    """A service on one server, which sees every frame of its id that comes in there.

        class Echo(cc.Service):
            id = 4242

            def receive(self, frame, port):
                self.send(port, frame)

        cube.install(Echo)

    Of the following methods, a class has those that it needs:

    receive(frame, port)         a frame has come in
    poll(port)                   a link is free, after send() said BUSY: a Frame or bytes, or None
    link_down(port), link_up(port)
    deployed(), placed()         it may send from now on; it knows where it is
    withdrawing()                it is about to be taken off its server
    routes_changed()             a change of routes has settled here
    undelivered(port, frame, why)  what send_or_queue() took could not be sent

    Ports are 0 to 5 for +x, -x, +y, -y, +z, -z. A Frame is gone once it is sent. Payloads are
    bytes; anything with a buffer is taken. Until it is on a server, and after the simulation, its
    functions raise RuntimeError.
    """

    id: int = 0
    """The id that its frames carry, 1 to 65535, the same on all servers."""

    @property
    def keys(self) -> Keys:
        """Keys, as this server knows them; needs Torus.install_keys()."""
        return _camcube.keys_of(self.half)

    @property
    def groups(self) -> Groups:
        """Groups, as this server knows them; needs Torus.install_groups()."""
        return _camcube.groups_of(self.half)

    def requests(self, endpoint: int) -> Requests:
        """Requests and replies under an endpoint, which no other service here has; keep it.

        endpoint: its number, 0 to 65535, equal on all servers.

        Raises ValueError for one that is taken, TypeError for what is no number.
        """
        return _camcube.requests_of(self.half, endpoint)
