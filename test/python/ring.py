# SPDX-License-Identifier: GPL-2.0-only
"""A service that is seen at every hop."""

import camcube as cc


class Ring(cc.Service):
    """Sends a counter on along +x until it is 0."""

    id = 4242

    def __init__(self, log=None):
        super().__init__()
        self.log = log

    def receive(self, frame, port):
        left = int.from_bytes(frame.payload, "big")
        if left:
            frame.payload = (left - 1).to_bytes(8, "big")
            assert self.send(port ^ 1, frame) == cc.SendResult.SENT
        elif self.log is not None:
            self.log.append(self.coordinate)
