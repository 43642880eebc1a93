"""MP3: after its labels a chain of frames that fit each other."""

from __future__ import annotations

from typing import BinaryIO

from ..kinds import Kind
from . import another, damaged, head_of, size_of

RATES = {  # kbit/s by index, of layer III
    "1": (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    "2": (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
SAMPLES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
CHAIN = 3  # frames that must follow one another
SEARCHED = 64 * 1024  # bytes after the labels in which the first frame must begin


def check(source: BinaryIO, kind: Kind) -> None:
    """Refuse what does not hold sound in MP3."""
    head = head_of(source)
    if not head.startswith(b"ID3") and not _frame(head[:4]):
        raise another(kind, head)
    start = _after_labels(source, size_of(source))
    source.seek(start)
    data = source.read(SEARCHED + 8_192)
    if not any(_is_chain(data, at) for at in range(min(SEARCHED, len(data)))):
        raise damaged()


def _after_labels(source: BinaryIO, whole: int) -> int:
    """Where the sound begins: after one or more ID3 labels."""
    at = 0
    for _ in range(10):
        source.seek(at)
        head = source.read(10)
        if head[:3] != b"ID3" or len(head) < 10 or any(each & 0x80 for each in head[6:10]):
            break
        size = 0
        for each in head[6:10]:
            size = size << 7 | each
        at += 10 + size + (10 if head[5] & 0x10 else 0)
        if at >= whole:
            raise damaged()
    return at


def _is_chain(data: bytes, at: int) -> bool:
    if data[at] != 0xFF:
        return False
    for _ in range(CHAIN):
        size = _frame(data[at : at + 4])
        if not size:
            return False
        at += size
        if at == len(data):
            return True
    return True


def _frame(head: bytes) -> int:
    """The bytes a frame has by its first four; 0 if they begin none."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, sample, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version == 1 or layer != 1 or rate in {0, 15} or sample == 3:
        return 0
    kilobits = RATES["1" if version == 3 else "2"][rate]
    return (144 if version == 3 else 72) * kilobits * 1_000 // SAMPLES[version][sample] + padding
