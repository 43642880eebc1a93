"""Acts that meet at the same moment, each over a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connection

from xuequ.kernel.refusal import Refused


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do all at the same moment; what each was refused for, or "done"."""
    found: list[str] = []
    together = threading.Barrier(len(acts))

    def do(act: Callable[[], object]) -> None:
        together.wait()
        try:
            act()
            found.append("done")
        except Refused as refused:
            found.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(each,)) for each in acts]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return sorted(found)
