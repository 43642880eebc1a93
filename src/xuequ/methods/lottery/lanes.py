"""SHA-256 (FIPS 180-4) and SM3 (GB/T 32905-2016) of many messages: a lane for each, in step.

The same word of all lanes lies in a row, so that the compiler takes eight or sixteen lanes with
one instruction.  Arrays are flat: word w of lane i is at w · LANES + i.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from ..compiled import compiled
from .sm3 import turned

Uint8 = npt.NDArray[np.uint8]
Uint32 = npt.NDArray[np.uint32]
Int64 = npt.NDArray[np.int64]
LANES = 1024
ROUNDS = 64
STEP = 8  # rounds for which the eight words of a state stay where they are
# fmt: off
CONSTANTS = np.array([
    0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1, 0x923F82A4, 0xAB1C5ED5,
    0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3, 0x72BE5D74, 0x80DEB1FE, 0x9BDC06A7, 0xC19BF174,
    0xE49B69C1, 0xEFBE4786, 0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F, 0x4A7484AA, 0x5CB0A9DC, 0x76F988DA,
    0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7, 0xC6E00BF3, 0xD5A79147, 0x06CA6351, 0x14292967,
    0x27B70A85, 0x2E1B2138, 0x4D2C6DFC, 0x53380D13, 0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85,
    0xA2BFE8A1, 0xA81A664B, 0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070,
    0x19A4C116, 0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A, 0x5B9CCA4F, 0x682E6FF3,
    0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208, 0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7, 0xC67178F2,
], np.uint32)
# fmt: on
SM3_CONSTANTS = np.array(
    [turned(0x79CC4519 if at < 16 else 0x7A879D8A, at) for at in range(ROUNDS)], np.uint32
)


@compiled
def _turned(word: Any, by: int) -> Any:
    return np.uint32((word << by) | (word >> (32 - by)))


@compiled
def _taken(v: Uint32, i: int) -> Any:
    """The eight words of lane i."""
    return (
        v[i], v[i + LANES], v[i + 2 * LANES], v[i + 3 * LANES],
        v[i + 4 * LANES], v[i + 5 * LANES], v[i + 6 * LANES], v[i + 7 * LANES],
    )  # fmt: skip


@compiled
def _put(s: Any, v: Uint32, i: int) -> None:
    (
        v[i], v[i + LANES], v[i + 2 * LANES], v[i + 3 * LANES],
        v[i + 4 * LANES], v[i + 5 * LANES], v[i + 6 * LANES], v[i + 7 * LANES],
    ) = s  # fmt: skip


@compiled
def _sha256_round(s: Any, added: Any) -> Any:
    """The state after a round; `added` is the word of the message and the constant."""
    a, b, c, d, e, f, g, h = s
    first = h + (_turned(e, 26) ^ _turned(e, 21) ^ _turned(e, 7)) + (g ^ (e & (f ^ g))) + added
    second = (_turned(a, 30) ^ _turned(a, 19) ^ _turned(a, 10)) + ((a & b) | (c & (a | b)))
    return np.uint32(first + second), a, b, c, np.uint32(d + first), e, f, g


@compiled
def sha256(words: Uint32, state: Uint32) -> None:
    """Take one more block into each lane.

    Args:
        words: 68 · LANES, of which the first sixteen words of each lane are the block.
        state: 8 · LANES, changed.
    """
    for at in range(16, ROUNDS):
        w = words[(at - 16) * LANES : (at + 1) * LANES]
        for i in range(LANES):
            x, y = w[i + LANES], w[i + 14 * LANES]
            x = _turned(x, 25) ^ _turned(x, 14) ^ (x >> 3)
            y = _turned(y, 15) ^ _turned(y, 13) ^ (y >> 10)
            w[i + 16 * LANES] = np.uint32(w[i] + x + w[i + 9 * LANES] + y)
    v = state.copy()
    for t in range(0, ROUNDS, STEP):
        w, k = words[t * LANES : (t + STEP) * LANES], CONSTANTS[t : t + STEP]
        for i in range(LANES):
            s = _taken(v, i)
            s = _sha256_round(s, k[0] + w[i])
            s = _sha256_round(s, k[1] + w[i + LANES])
            s = _sha256_round(s, k[2] + w[i + 2 * LANES])
            s = _sha256_round(s, k[3] + w[i + 3 * LANES])
            s = _sha256_round(s, k[4] + w[i + 4 * LANES])
            s = _sha256_round(s, k[5] + w[i + 5 * LANES])
            s = _sha256_round(s, k[6] + w[i + 6 * LANES])
            s = _sha256_round(s, k[7] + w[i + 7 * LANES])
            _put(s, v, i)
    state += v


@compiled
def _sm3_round(s: Any, mixed: Any, constant: Any, word: Any, later: Any) -> Any:
    """The state after a round.

    Args:
        mixed: what the round makes of the first three words and of the three from the fifth on.
        later: the word of the message four further on.
    """
    a, b, c, d, e, f, g, h = s
    chosen, picked = mixed
    turned = _turned(a, 12)
    first = _turned(np.uint32(turned + e + constant), 7)
    new_a = np.uint32(chosen + d + (first ^ turned) + (word ^ later))
    new_e = np.uint32(picked + h + first + word)
    spread = new_e ^ _turned(new_e, 9) ^ _turned(new_e, 17)
    return new_a, a, _turned(b, 9), c, spread, e, _turned(f, 19), g


@compiled
def _sm3_early(s: Any, constant: Any, word: Any, later: Any) -> Any:
    a, b, c, _, e, f, g, _ = s
    return _sm3_round(s, (a ^ b ^ c, e ^ f ^ g), constant, word, later)


@compiled
def _sm3_late(s: Any, constant: Any, word: Any, later: Any) -> Any:
    a, b, c, _, e, f, g, _ = s
    mixed = ((a & b) | (c & (a | b)), g ^ (e & (f ^ g)))
    return _sm3_round(s, mixed, constant, word, later)


@compiled
def sm3(words: Uint32, state: Uint32) -> None:
    """As `sha256`, by SM3."""
    for at in range(16, ROUNDS + 4):
        w = words[(at - 16) * LANES : (at + 1) * LANES]
        for i in range(LANES):
            x = w[i] ^ w[i + 7 * LANES] ^ _turned(w[i + 13 * LANES], 15)
            x = x ^ _turned(x, 15) ^ _turned(x, 23)
            w[i + 16 * LANES] = x ^ _turned(w[i + 3 * LANES], 7) ^ w[i + 10 * LANES]
    v = state.copy()
    for t in range(0, 16, 4):
        w, k = words[t * LANES : (t + 8) * LANES], SM3_CONSTANTS[t : t + 4]
        for i in range(LANES):
            s = _taken(v, i)
            s = _sm3_early(s, k[0], w[i], w[i + 4 * LANES])
            s = _sm3_early(s, k[1], w[i + LANES], w[i + 5 * LANES])
            s = _sm3_early(s, k[2], w[i + 2 * LANES], w[i + 6 * LANES])
            s = _sm3_early(s, k[3], w[i + 3 * LANES], w[i + 7 * LANES])
            _put(s, v, i)
    for t in range(16, ROUNDS, 4):
        w, k = words[t * LANES : (t + 8) * LANES], SM3_CONSTANTS[t : t + 4]
        for i in range(LANES):
            s = _taken(v, i)
            s = _sm3_late(s, k[0], w[i], w[i + 4 * LANES])
            s = _sm3_late(s, k[1], w[i + LANES], w[i + 5 * LANES])
            s = _sm3_late(s, k[2], w[i + 2 * LANES], w[i + 6 * LANES])
            s = _sm3_late(s, k[3], w[i + 3 * LANES], w[i + 7 * LANES])
            _put(s, v, i)
    state ^= v
