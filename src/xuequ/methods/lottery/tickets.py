"""A ticket for every number: HMAC under the seed; the smallest come first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .digests import Hash, tag

DIGITS = 10  # of a random number that is read out (派位号)
MANY = 100_000  # with fewer, one by one is done before the compiler is loaded


def ticket(name: Hash, seed: bytes, round: str, number: str) -> bytes:
    """The 32 bytes that a number draws in a round; anybody can compute them with common tools."""
    return tag(name, seed, f"{round}|{number}".encode())


def tickets_of(name: Hash, seed: bytes, round: str, numbers: Sequence[str]) -> list[bytes]:
    """The ticket of every number, in their order; many at once where they are many."""
    if len(numbers) < MANY:
        return [ticket(name, seed, round, each) for each in numbers]
    from . import many

    return [row.tobytes() for row in many.tickets(name, seed, round, numbers)]


def by_ticket(name: Hash, seed: bytes, round: str, numbers: Iterable[str]) -> list[str]:
    """The numbers, smallest ticket first; no two tickets of 256 bits are ever alike."""
    held = list(numbers)
    if len(held) < MANY:
        return sorted(held, key=lambda each: (ticket(name, seed, round, each), each))
    from . import many

    return [held[at] for at in many.order_of(many.tickets(name, seed, round, held)).tolist()]


def random_number(name: Hash, seed: bytes, round: str, number: str) -> int:
    """The ten decimal digits that a number draws in a round (随机派位号).

    The first sixteen bytes of the ticket, modulo 10¹⁰: no digit is likelier than another by more
    than 10⁻²⁸.
    """
    return read_out(ticket(name, seed, round, number))


def read_out(drawn: bytes) -> int:
    """The random number that a ticket gives."""
    return int(int.from_bytes(drawn[:16], "big") % 10**DIGITS)


def by_random_number(name: Hash, seed: bytes, round: str, numbers: Iterable[str]) -> list[str]:
    """The numbers, smallest random number first; equal ones by their tickets."""
    held = list(numbers)
    if len(held) >= MANY:
        from . import many

        drawn = many.tickets(name, seed, round, held)
        order = many.order_of(drawn, many.random_numbers(drawn, DIGITS))
        return [held[at] for at in order.tolist()]

    def key(each: str) -> tuple[int, bytes, str]:
        own = ticket(name, seed, round, each)
        return read_out(own), own, each

    return sorted(held, key=key)
