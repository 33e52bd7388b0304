# SPDX-License-Identifier: GPL-2.0-only
"""What runs trials in the place of this process's own forks."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from .refused import Refused


@contextlib.contextmanager
def open_executor(what: str | None, jobs: int) -> Iterator[Any]:
    """A client of Dask: of workers that are made here ("dask"), or of a scheduler's; None for None.

    Raises Refused for a scheduler that does not answer, or where Dask is not installed.
    """
    if what is None:
        yield None
        return
    try:
        import distributed
    except ImportError:
        raise Refused(
            f"--executor={what} needs Dask, which is not installed; on Debian: apt-get install "
            f"python3-distributed"
        ) from None
    with contextlib.ExitStack() as opened:
        try:
            where = what
            if what == "dask":
                where = opened.enter_context(
                    distributed.LocalCluster(
                        n_workers=jobs, threads_per_worker=1, dashboard_address=None
                    )
                )
            client = opened.enter_context(distributed.Client(where, timeout="10s"))
        except (OSError, ValueError) as error:
            raise Refused(
                f"no scheduler of Dask answers at --executor={what}: {error}; give dask, or an "
                f"address such as tcp://localhost:8786"
            ) from None
        yield client
