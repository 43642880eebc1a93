"""The kinds of files that are taken, by their ending; what lies in one is told by its content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from xuequ.kernel.text import Text


class Group(StrEnum):
    """What the limits of size are for."""

    IMAGE = "image"
    DOCUMENT = "document"
    SOUND = "sound"
    VIDEO = "video"


GROUPS: dict[Group, Text] = {
    Group.IMAGE: Text("图片", "pictures"),
    Group.DOCUMENT: Text("文档", "documents"),
    Group.SOUND: Text("音频", "sound"),
    Group.VIDEO: Text("视频", "video"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: its media type, what people call it, and the check of its content."""

    code: str
    media: str
    group: Group
    text: Text
    endings: tuple[str, ...]
    form: str  # which module of `formats` reads it


OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS: tuple[Kind, ...] = (
    Kind("jpeg", "image/jpeg", Group.IMAGE, Text("JPEG 图片", "a JPEG picture"),
         ("jpg", "jpeg"), "jpeg"),
    Kind("png", "image/png", Group.IMAGE, Text("PNG 图片", "a PNG picture"), ("png",), "png"),
    Kind("webp", "image/webp", Group.IMAGE, Text("WebP 图片", "a WebP picture"),
         ("webp",), "webp"),
    Kind("heic", "image/heic", Group.IMAGE, Text("HEIC 图片", "a HEIC picture"),
         ("heic", "heif"), "heic"),
    Kind("pdf", "application/pdf", Group.DOCUMENT, Text("PDF 文档", "a PDF document"),
         ("pdf",), "pdf"),
    Kind("ofd", "application/ofd", Group.DOCUMENT, Text("OFD 版式文件", "an OFD document"),
         ("ofd",), "package"),
    Kind("docx", f"{OFFICE}.wordprocessingml.document", Group.DOCUMENT,
         Text("Word 文档", "a Word document"), ("docx",), "package"),
    Kind("xlsx", f"{OFFICE}.spreadsheetml.sheet", Group.DOCUMENT,
         Text("Excel 工作簿", "an Excel workbook"), ("xlsx",), "package"),
    Kind("pptx", f"{OFFICE}.presentationml.presentation", Group.DOCUMENT,
         Text("PowerPoint 演示文稿", "a PowerPoint presentation"), ("pptx",), "package"),
    Kind("doc", "application/msword", Group.DOCUMENT,
         Text("Word 97–2003 或 WPS 文字文档", "a Word 97–2003 or WPS document"),
         ("doc", "wps"), "compound"),
    Kind("xls", "application/vnd.ms-excel", Group.DOCUMENT,
         Text("Excel 97–2003 或 WPS 表格", "an Excel 97–2003 or WPS workbook"),
         ("xls", "et"), "compound"),
    Kind("ppt", "application/vnd.ms-powerpoint", Group.DOCUMENT,
         Text("PowerPoint 97–2003 或 WPS 演示", "a PowerPoint 97–2003 or WPS presentation"),
         ("ppt", "dps"), "compound"),
    Kind("txt", "text/plain", Group.DOCUMENT, Text("纯文本", "plain text"), ("txt",), "plain"),
    Kind("csv", "text/csv", Group.DOCUMENT, Text("CSV 表格", "a CSV table"), ("csv",), "plain"),
    Kind("mp3", "audio/mpeg", Group.SOUND, Text("MP3 音频", "MP3 sound"), ("mp3",), "mp3"),
    Kind("m4a", "audio/mp4", Group.SOUND, Text("M4A 音频", "M4A sound"), ("m4a",), "film"),
    Kind("mp4", "video/mp4", Group.VIDEO, Text("MP4 视频", "MP4 video"), ("mp4",), "film"),
    Kind("mov", "video/quicktime", Group.VIDEO, Text("MOV 视频", "MOV video"), ("mov",), "film"),
)  # fmt: skip
BY_ENDING: Mapping[str, Kind] = {ending: each for each in KINDS for ending in each.endings}
BY_MEDIA: Mapping[str, Kind] = {each.media: each for each in KINDS}
ACCEPT = ",".join(f".{ending}" for ending in BY_ENDING)  # for the field of a form
SHOWN = frozenset({"image/jpeg", "image/png", "image/webp"})  # a browser shows these by itself

OTHER = Text("其他类型的文件", "something else")
PROGRAM = Text("程序", "a program")
ARCHIVE = Text("压缩包", "an archive")


@dataclass(frozen=True, slots=True)
class Limits:
    """The most bytes a file of each group may have."""

    image: int
    document: int
    sound: int
    video: int

    def of(self, group: Group) -> int:
        most: int = getattr(self, group)
        return most


def guess(head: bytes) -> Text:
    """What a file looks like by its first bytes, for the sentence that refuses it."""
    for mark, text in _MARKS:
        if head.startswith(mark):
            return text
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return BY_ENDING["webp"].text
    if head[4:8] == b"ftyp":
        return BY_ENDING["heic" if head[8:12] in {b"heic", b"heix", b"mif1"} else "mp4"].text
    return OTHER


_MARKS: tuple[tuple[bytes, Text], ...] = (
    (b"\xff\xd8\xff", BY_ENDING["jpg"].text),
    (b"\x89PNG\r\n\x1a\n", BY_ENDING["png"].text),
    (b"GIF8", Text("GIF 图片", "a GIF picture")),
    (b"BM", Text("BMP 图片", "a BMP picture")),
    (b"%PDF-", BY_ENDING["pdf"].text),
    (b"PK\x03\x04", Text("压缩包或 Office 文档", "an archive or an Office document")),
    (b"Rar!", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"\x1f\x8b", ARCHIVE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
     Text("97–2003 版 Office 文档", "an Office 97–2003 document")),
    (b"ID3", BY_ENDING["mp3"].text),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"#!", PROGRAM),
)  # fmt: skip
