"""SM3, the hash of GB/T 32905-2016, for Pythons whose OpenSSL leaves it out."""

from __future__ import annotations

START = (
    0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E,
)  # fmt: skip
ALL = 0xFFFFFFFF
BLOCK = 64  # bytes


def sm3(data: bytes) -> bytes:
    """The 32 bytes of the SM3 digest of `data`."""
    padded = data + b"\x80" + b"\0" * (-(len(data) + 9) % BLOCK)
    padded += (8 * len(data)).to_bytes(8, "big")
    state: tuple[int, ...] = START
    for at in range(0, len(padded), BLOCK):
        state = _compressed(state, padded[at : at + BLOCK])
    return b"".join(word.to_bytes(4, "big") for word in state)


def turned(word: int, by: int) -> int:
    """A word of 32 bits turned to the left."""
    by %= 32
    return (word << by | word >> (32 - by)) & ALL


def _words(block: bytes) -> list[int]:
    """The sixteen words of a block, expanded to sixty-eight."""
    found = [int.from_bytes(block[at : at + 4], "big") for at in range(0, BLOCK, 4)]
    for at in range(16, 68):
        mixed = found[at - 16] ^ found[at - 9] ^ turned(found[at - 3], 15)
        spread = mixed ^ turned(mixed, 15) ^ turned(mixed, 23)
        found.append(spread ^ turned(found[at - 13], 7) ^ found[at - 6])
    return found


def _compressed(state: tuple[int, ...], block: bytes) -> tuple[int, ...]:
    words = _words(block)
    a, b, c, d, e, f, g, h = state
    for at in range(64):
        is_early = at < 16
        constant = turned(0x79CC4519 if is_early else 0x7A879D8A, at)
        first = turned((turned(a, 12) + e + constant) & ALL, 7)
        second = first ^ turned(a, 12)
        chosen = a ^ b ^ c if is_early else (a & b) | (a & c) | (b & c)
        picked = e ^ f ^ g if is_early else (e & f) | (~e & g)
        new_a = (chosen + d + second + (words[at] ^ words[at + 4])) & ALL
        new_e = (picked + h + first + words[at]) & ALL
        a, b, c, d = new_a, a, turned(b, 9), c
        e, f, g, h = new_e ^ turned(new_e, 9) ^ turned(new_e, 17), e, turned(f, 19), g
    return tuple(x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h), strict=True))
