"""policy.json: what a locality settles of enrolment, as it is signed with the rules of a round.

Points, conditions and everything else a round takes from the policy are read from it once the
rules are published, so that no text adopted later changes them.
"""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter

from xuequ.kernel.seal import canonical

from ..policy import Enrolment


def written(policy: Enrolment) -> bytes:
    """The one way to write a policy down: canonical JSON, numbers with decimals as text."""
    return canonical(_adapter().dump_python(policy, mode="json"))


def policy_in(data: bytes) -> Enrolment:
    """The policy of a file; settings a later version of the product added are silent in it.

    Raises:
        ValueError: the bytes are not those of such a file.
    """
    return _adapter().validate_json(data, strict=True)


@cache
def _adapter() -> TypeAdapter[Enrolment]:
    return TypeAdapter(Enrolment)
