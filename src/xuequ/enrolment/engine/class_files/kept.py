"""Do classes that stand in a file keep the limits that stand in another?"""

from __future__ import annotations

from collections.abc import Sequence

from xuequ.kernel.text import Text
from xuequ.methods.classes.checks import faults, late_faults
from xuequ.methods.classes.children import Child, LateRules

from .lists import seats_of
from .rules_file import MainRules


def limits_kept(
    children: Sequence[Child], said: MainRules | LateRules, result: bytes
) -> list[Text]:
    """Everything that is not kept.

    Raises:
        Problems: the result cannot be read.
    """
    seats = seats_of(result)
    if isinstance(said, LateRules):
        return [each.text for each in late_faults(children, said, seats)]
    return [each.text for each in faults(children, said.rules, seats)]
