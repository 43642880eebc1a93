"""A ZIP file of which every byte is settled: entries stored, in order, without dates or comments.

So a package that was changed anywhere, in a header as well, is not the one its files make.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from zlib import crc32

from xuequ.kernel.text import Text

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
VERSION, FIRST_DAY = 20, 0x21  # of the format; 1 January 1980, the first day a ZIP knows
HEAD = struct.Struct("<4sHHHHHIIIHH")
ENTRY = struct.Struct("<4sHHHHHHIIIHHHHHII")
LAST = struct.Struct("<4sHHHHIIH")
MOST = 2**32 - 1  # bytes


class Damaged(Exception):
    """The bytes are no package; `text` says where and how."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


def packed(files: Mapping[str, bytes]) -> bytes:
    """The bytes of a package with these files, in this order.

    Raises:
        ValueError: they do not fit into four gigabytes.
    """
    body, entries = bytearray(), bytearray()
    for name, data in files.items():
        told, check, offset = name.encode(), crc32(data), len(body)
        size = len(data)
        if max(size, offset) > MOST:
            raise ValueError("a package holds at most four gigabytes")
        about = (0, 0, 0, FIRST_DAY, check, size, size, len(told), 0)
        body += HEAD.pack(LOCAL, VERSION, *about) + told + data
        entries += ENTRY.pack(CENTRAL, VERSION, VERSION, *about, 0, 0, 0, 0, offset) + told
    count = len(files)
    last = LAST.pack(END, 0, 0, count, count, len(entries), len(body), 0)
    return bytes(body + entries + last)


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files of a package, in order.

    Raises:
        Damaged: a byte of it is not what these files would make; the text says which.
    """
    files: dict[str, bytes] = {}
    at = 0
    while data[at : at + 4] == LOCAL:
        if len(data) < at + HEAD.size:
            raise Damaged(_cut())
        *_, size, _, length, _ = HEAD.unpack_from(data, at)
        start = at + HEAD.size + length
        if len(data) < start + size:
            raise Damaged(_cut())
        name = data[at + HEAD.size : start].decode("utf-8", "replace")
        if name in files:
            raise Damaged(Text(f"{name}出现两次", f"{name} is in it twice"))
        files[name] = data[start : start + size]
        at = start + size
    if not files:
        raise Damaged(Text("不是结果包（ZIP文件）", "this is no package (a ZIP file)"))
    made = packed(files)
    if made != data:
        raise Damaged(_differs(made, data, files))
    return files


def _cut() -> Text:
    return Text("文件不完整", "the file has been cut short")


def _differs(made: bytes, data: bytes, files: Mapping[str, bytes]) -> Text:
    pairs = enumerate(zip(made, data, strict=False))
    at = next((i for i, (a, b) in pairs if a != b), min(len(made), len(data)))
    offset, where = 0, "END"
    for name, content in files.items():
        offset += HEAD.size + len(name.encode()) + len(content)
        if at < offset:
            where = name
            break
    return Text(
        f"第{at}字节与文件内容不符（{where}）",
        f"byte {at} does not fit the files ({where})",
    )
