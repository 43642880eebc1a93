"""What the intake asks of a bundle: its rows, or every mistake in it."""

from __future__ import annotations

from collections.abc import Sequence

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.sheet import Row
from xuequ.kernel.text import Text

from .inward import read_bundle

MOST = 20_000  # mistakes told


def read(name: str, data: bytes) -> Sequence[Row]:
    """The rows of a bundle, each for the sheet it is of.

    Raises:
        Problems: it cannot be read, or something in it is wrong.
    """
    found = read_bundle(name, data)
    if found.problems:
        raise Problems(found.problems[:MOST])
    if not found.rows:
        text = Text("数据包中没有可导入的数据。", "there is nothing in it to bring in.")
        raise Problems([Problem(name, 0, "", text)])
    return found.rows
