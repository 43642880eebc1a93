"""Computations hold no data of a family beyond what their inputs name by number."""

from __future__ import annotations

from xuequ.kernel.held import Held

HELD: tuple[Held, ...] = ()
NOT_OF_FAMILIES = {
    "runs.Run.inputs": "numbers and settings of a computation; encrypted all the same",
    "runs.Run.result": "figures; of children only by number, and tidied away",
    "runs.Run.error": "what broke off",
}
