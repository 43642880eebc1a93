"""Which applications a second reader reads too, by a seed fixed before anybody has read."""

from __future__ import annotations

import hashlib
import hmac

WHOLE = 1 << 64


def is_sampled(seed: bytes, number: str, share: int) -> bool:
    """Does a child's application belong to the sample?

    Nobody without the seed can tell, and it is the same however often one asks.

    Args:
        share: percent of the children, 0 to 100.
    """
    found = hmac.new(seed, number.encode(), hashlib.sha256).digest()[:8]
    return int.from_bytes(found, "big") * 100 < share * WHOLE
