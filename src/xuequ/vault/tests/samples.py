"""A small valid file of every kind that is taken, made here byte by byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

PLACE = b"GPS 24.1362 N 115.7319 E"  # what must not be kept of a photograph


def segment(marker: int, body: bytes) -> bytes:
    """One part of a JPEG."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def exif(turn: int = 6) -> bytes:
    """EXIF that says how to turn the picture and where it was taken."""
    entry = struct.pack("<2HLHH", 0x0112, 3, 1, turn, 0)
    return b"Exif\0\0II*\0\x08\0\0\0\x01\0" + entry + bytes(4) + PLACE


def jpeg(width: int = 16, height: int = 16, *, turn: int = 6) -> bytes:
    """A photograph with EXIF, XMP, a comment and a film after its end."""
    return b"".join(
        (
            b"\xff\xd8",
            segment(0xE0, b"JFIF\0\x01\x02\0\0\x48\0\x48\0\0"),
            segment(0xE1, exif(turn)),
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>" + PLACE + b"</x>"),
            segment(0xE2, b"ICC_PROFILE\0\x01\x01" + bytes(16)),
            segment(0xFE, PLACE),
            segment(0xDB, bytes(65)),
            segment(0xC0, struct.pack(">B2H", 8, height, width) + b"\x01\x01\x11\0"),
            segment(0xC4, bytes(20)),
            segment(0xDA, b"\x01\x01\0\0\x3f\0"),
            b"\x12\x34\xff\x00\x56\xff\xd0\x78",
            b"\xff\xd9",
            PLACE,
        )
    )


def chunk(name: bytes, data: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">L4s", len(data), name) + data + struct.pack(">L", zlib.crc32(name + data))


def png(width: int = 2, height: int = 2) -> bytes:
    """A picture with a text, EXIF and something after its end."""
    rows = (b"\0" + bytes(3 * min(width, 2))) * min(height, 2)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", struct.pack(">2L5B", width, height, 8, 2, 0, 0, 0)),
            chunk(b"tEXt", b"Comment\0" + PLACE),
            chunk(b"eXIf", PLACE),
            chunk(b"IDAT", zlib.compress(rows)),
            chunk(b"IEND", b""),
            PLACE,
        )
    )


def webp() -> bytes:
    """A picture of one point, with EXIF and XMP."""
    pixel = bytes.fromhex("2f00000010071011118888fe0700")[:13]
    parts = [
        (b"VP8X", bytes([0x0C]) + bytes(9)),
        (b"VP8L", pixel),
        (b"EXIF", PLACE),
        (b"XMP ", PLACE),
    ]
    body = b"".join(
        name + struct.pack("<L", len(data)) + data + bytes(len(data) % 2) for name, data in parts
    )
    return b"RIFF" + struct.pack("<L", len(body) + 4) + b"WEBP" + body


def box(kind: bytes, body: bytes) -> bytes:
    """One box of a HEIC or MP4."""
    return struct.pack(">L4s", 8 + len(body), kind) + body


def heic() -> bytes:
    """A picture whose EXIF lies beside it."""
    head = box(b"ftyp", b"heic\0\0\0\0mif1heic")
    items = [(1, b"hvc1"), (2, b"Exif")]
    infe = b"".join(
        box(b"infe", b"\x02\0\0\0" + struct.pack(">2H", n, 0) + kind + b"\0") for n, kind in items
    )
    iinf = box(b"iinf", bytes(4) + struct.pack(">H", len(items)) + infe)
    ispe = box(b"ispe", bytes(4) + struct.pack(">2L", 4032, 3024))
    iprp = box(b"iprp", box(b"ipco", ispe))

    def meta(first: int) -> bytes:
        rows = ((1, first, 8), (2, first + 8, len(PLACE)))
        places = b"".join(struct.pack(">4H2L", n, 0, 0, 1, at, long)[:4] + struct.pack(
            ">H2L", 1, at, long) for n, at, long in rows)  # fmt: skip
        iloc = box(b"iloc", bytes(4) + b"\x44\0" + struct.pack(">H", 2) + places)
        return box(b"meta", bytes(4) + iinf + iprp + iloc)

    first = len(head) + len(meta(0)) + 8
    return head + meta(first) + box(b"mdat", b"picture!" + PLACE)


def film(brand: bytes = b"isom", *handlers: bytes) -> bytes:
    """Sound or pictures, with the place it was taken in two boxes."""
    tracks = b"".join(
        box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + each + bytes(12))) + box(b"udta", PLACE))
        for each in handlers or (b"vide", b"soun")
    )
    moov = box(b"moov", box(b"mvhd", bytes(100)) + tracks + box(b"udta", box(b"\xa9xyz", PLACE)))
    head = box(b"ftyp", brand + bytes(4) + brand + b"mp42")
    return head + box(b"mdat", b"the film itself") + moov + box(b"uuid", bytes(16) + PLACE)


def mp3() -> bytes:
    """A label and five frames."""
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    return b"ID3\x04\0\0\0\0\0\x0a" + bytes(10) + frame * 5


def pdf(body: bytes = b"", *, tail: bytes = b"") -> bytes:
    """A document of one empty page."""
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
        + body
        + b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
        + tail
    )


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, method)
    return out.getvalue()


OFFICE = "application/vnd.openxmlformats-officedocument"
MAIN = {
    "docx": ("word/document.xml", f"{OFFICE}.wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{OFFICE}.spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{OFFICE}.presentationml.presentation.main+xml"),
}


def document(code: str, more: Mapping[str, bytes] | None = None, *, main: str = "") -> bytes:
    """An Office document, with more parts."""
    path, media = MAIN[code]
    listed = f'<Types><Override PartName="/{path}" ContentType="{main or media}"/></Types>'
    parts = {"[Content_Types].xml": listed.encode(), path: b"<x>" + b"text " * 50 + b"</x>"}
    return packed({**parts, **(more or {})})


def ofd() -> bytes:
    """A fixed-layout document of the national standard."""
    return packed({"OFD.xml": b"<ofd/>", "Doc_0/Document.xml": b"<d/>"})


def compound(*names: str) -> bytes:
    """A compound file with these folders and streams."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<5H", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<2L", head, 44, 1, 1)
    struct.pack_into("<4L", head, 60, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109L", head, 76, 0, *[0xFFFFFFFF] * 108)
    entries = b"".join(_entry(name, 5 if not n else 2) for n, name in enumerate(names))
    folders = entries + bytes(-len(entries) % 512)
    count = len(folders) // 512
    chain = [0xFFFFFFFD, *range(2, count + 1), 0xFFFFFFFE]
    table = struct.pack("<128L", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    return bytes(head) + table + folders


def _entry(name: str, kind: int) -> bytes:
    text = name.encode("utf-16-le")
    return text.ljust(64, b"\0") + struct.pack("<HB", len(text) + 2, kind) + bytes(61)


def samples() -> dict[str, bytes]:
    """One valid file of every kind, by a name it may bear."""
    return {
        "照片.jpg": jpeg(),
        "截图.png": png(),
        "图.webp": webp(),
        "手机照片.heic": heic(),
        "通知.pdf": pdf(),
        "公文.ofd": ofd(),
        "教案.docx": document("docx"),
        "名单.xlsx": document("xlsx"),
        "课件.pptx": document("pptx"),
        "旧教案.doc": compound("Root Entry", "WordDocument", "1Table"),
        "旧名单.xls": compound("Root Entry", "Workbook"),
        "旧课件.dps": compound("Root Entry", "PowerPoint Document"),
        "记录.txt": "听课记录：第一节".encode(),
        "表.csv": "学校,人数\r\n实验小学,12\r\n".encode("gb18030"),
        "录音.mp3": mp3(),
        "录音.m4a": film(b"M4A ", b"soun"),
        "课堂.mp4": film(),
        "课堂.mov": film(b"qt  "),
    }
