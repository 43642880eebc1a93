"""Do classes that stand in a file keep the limits that stand in another?"""

from __future__ import annotations

from collections.abc import Sequence

from xuequ.kernel.text import Text
from xuequ.methods.classes.checks import faults
from xuequ.methods.classes.children import Child

from .lists import seats_of
from .rules_file import LateRules, MainRules


def limits_kept(
    children: Sequence[Child], said: MainRules | LateRules, result: bytes
) -> list[Text]:
    """Everything that is not kept; late children have no limits of their own.

    Raises:
        Problems: the result cannot be read.
    """
    if isinstance(said, LateRules):
        return []
    return [each.text for each in faults(children, said.rules, seats_of(result))]
