"""Read XML that somebody gave us into a small tree, or say why not.

What could be used against the reader is refused before it is read: document types, and with them
entities of any sort; nesting without end; more elements than a timetable can have.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.text import Text

DEEPEST, MOST = 30, 200_000  # levels, elements
DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030"}  # what lies in the next
WESTERN = re.compile(r"^(cp125\d|iso8859-\d+|latin.*|ascii)$")
HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(slots=True)
class Node:
    """An element: its name without a prefix, attributes, own text, and the line it begins in."""

    tag: str
    line: int
    attributes: dict[str, str]
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def all(self, tag: str) -> Iterator[Node]:
        """The children of that name."""
        return (each for each in self.children if each.tag == tag)

    def first(self, tag: str) -> Node | None:
        return next(self.all(tag), None)

    def said(self, *tags: str) -> str:
        """The text of the first of these children that has any."""
        for tag in tags:
            for each in self.all(tag):
                if each.text.strip():
                    return each.text.strip()
        return ""

    def within(self, tag: str) -> list[Node]:
        """The children of the child of that name, e.g. of `<lessons>`."""
        found = self.first(tag)
        return found.children if found else []


def small(text: str) -> int | None:
    """The number of at most three digits that stands there; None for anything else."""
    return int(text) if text.isdecimal() and len(text) <= 3 else None


def refuse(name: str, line: int, zh: str, en: str) -> Problems:
    """The file as a whole is refused."""
    return Problems([Problem(name, line, "", Text(zh, en))])


def tree_of(name: str, data: bytes) -> Node:
    """The root of the tree.

    Raises:
        Problems: it is no XML, broken off, in an unknown encoding, or not to be trusted.
    """
    text = DECLARATION.sub("", _decoded(name, data).lstrip("\ufeff"), count=1)
    builder = _Builder(name)
    try:
        builder.parser.Parse(text.encode("utf-8"), True)
    except expat.ExpatError as error:
        why = expat.errors.messages.get(error.code, str(error))
        raise refuse(
            name,
            error.lineno,
            f"不是完整的 XML 文件（{why}）。请从排课软件重新导出。",
            f"not a whole XML file ({why}); export it again from the timetabling program.",
        ) from error
    except UnicodeEncodeError as error:
        raise _encoding(name) from error
    return builder.root()


def _encoding(name: str) -> Problems:
    return refuse(
        name,
        1,
        "文字编码与文件声明的不一致，或无法识别。请另存为 UTF-8。",
        "it is not in the encoding it names, or in none we know; save it as UTF-8.",
    )


def _decoded(name: str, data: bytes) -> str:
    marked = next((code for mark, code in MARKS.items() if data.startswith(mark)), "")
    declared = DECLARED.match(data[:400])
    said = declared[1].decode("ascii") if declared else "utf-8"
    try:
        code = marked or codecs.lookup(said).name
    except LookupError as error:
        raise _encoding(name) from error
    code = CHINESE.get(code, code)
    if WESTERN.match(code):  # aSc writes in the code page of Windows, whatever it declares
        try:
            chinese = data.decode("gb18030")
        except UnicodeDecodeError:
            chinese = ""
        if HAN.search(chinese):
            return chinese
    try:
        return data.decode(code)
    except (LookupError, ValueError) as error:
        raise _encoding(name) from error


class _Builder:
    def __init__(self, name: str) -> None:
        self.name = name
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.buffer_size = 1 << 20  # else a long text is put together from many pieces
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.write
        self.parser.StartDoctypeDeclHandler = self.refuse_type
        self.parser.EntityDeclHandler = self.refuse_type
        self.open: list[Node] = []
        self.top: Node | None = None
        self.count = 0

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST or len(self.open) >= DEEPEST:
            raise refuse(
                self.name,
                self.parser.CurrentLineNumber,
                "元素过多或嵌套过深，不是课表。",
                "too many elements, or too deep in one another: not a timetable.",
            )
        node = Node(tag.rpartition(":")[2], self.parser.CurrentLineNumber, attributes)
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.top = node
        self.open.append(node)

    def end(self, _tag: str) -> None:
        self.open.pop()

    def write(self, text: str) -> None:
        if self.open:
            self.open[-1].text += text

    def refuse_type(self, *_: object) -> None:
        raise refuse(
            self.name,
            self.parser.CurrentLineNumber,
            "含有 DOCTYPE 或实体声明，为安全起见不接受。请从排课软件重新导出。",
            "it declares a document type or entities, which is refused for safety; export it "
            "again from the timetabling program.",
        )

    def root(self) -> Node:
        if self.top is None:  # the parser has told of an empty file already
            raise refuse(self.name, 0, "文件是空的。", "the file is empty.")
        return self.top
