"""A ticket for every number: HMAC under the seed; the smallest come first."""

from __future__ import annotations

from collections.abc import Iterable

from .digests import Hash, tag

DIGITS = 10  # of a random number that is read out (派位号)


def ticket(name: Hash, seed: bytes, round: str, number: str) -> bytes:
    """The 32 bytes that a number draws in a round; anybody can compute them with common tools."""
    return tag(name, seed, f"{round}|{number}".encode())


def by_ticket(name: Hash, seed: bytes, round: str, numbers: Iterable[str]) -> list[str]:
    """The numbers, smallest ticket first; no two tickets of 256 bits are ever alike."""
    return sorted(numbers, key=lambda each: (ticket(name, seed, round, each), each))


def random_number(name: Hash, seed: bytes, round: str, number: str) -> int:
    """The ten decimal digits that a number draws in a round (随机派位号).

    The first sixteen bytes of the ticket, modulo 10¹⁰: no digit is likelier than another by more
    than 10⁻²⁸.
    """
    found = int.from_bytes(ticket(name, seed, round, number)[:16], "big")
    return int(found % 10**DIGITS)


def by_random_number(name: Hash, seed: bytes, round: str, numbers: Iterable[str]) -> list[str]:
    """The numbers, smallest random number first; equal ones by their tickets."""

    def key(each: str) -> tuple[int, bytes, str]:
        drawn = ticket(name, seed, round, each)
        return int.from_bytes(drawn[:16], "big") % 10**DIGITS, drawn, each

    return sorted(numbers, key=key)
