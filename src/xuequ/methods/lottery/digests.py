"""The two hashes a draw may be made with, and HMAC (RFC 2104) with either."""

from __future__ import annotations

import hashlib
import hmac
from typing import Literal

from .sm3 import BLOCK, sm3

Hash = Literal["sha256", "sm3"]
HASHES: tuple[Hash, ...] = ("sha256", "sm3")
BUILT_IN = "sm3" in hashlib.algorithms_available


def digest(name: Hash, data: bytes) -> bytes:
    """32 bytes: SHA-256 (FIPS 180-4) or SM3 (GB/T 32905-2016) of `data`."""
    if name == "sha256":
        return hashlib.sha256(data).digest()
    return hashlib.new("sm3", data).digest() if BUILT_IN else sm3(data)


def tag(name: Hash, key: bytes, message: bytes) -> bytes:
    """32 bytes: HMAC of `message` under `key`."""
    if name == "sha256" or BUILT_IN:
        return hmac.digest(key, message, name)
    if len(key) > BLOCK:
        key = digest(name, key)
    padded = key.ljust(BLOCK, b"\0")
    inner = digest(name, bytes(each ^ 0x36 for each in padded) + message)
    return digest(name, bytes(each ^ 0x5C for each in padded) + inner)


def uniform(name: Hash, seed: bytes, label: str, below: int) -> int:
    """A number from 0 to `below` - 1, each equally likely, that seed and label settle.

    The first eight bytes of the HMAC of «label|0» are taken as a number; where it lies in the
    last, incomplete row of `below` numbers, «label|1» is tried, and so on.

    Raises:
        ValueError: `below` is not positive.
    """
    if below < 1:
        raise ValueError("there is nothing to choose from")
    rows = 2**64 // below * below
    turn = 0
    while True:
        found = int.from_bytes(tag(name, seed, f"{label}|{turn}".encode())[:8], "big")
        if found < rows:
            return found % below
        turn += 1
