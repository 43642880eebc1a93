"""Take the bytes of a profile somebody wrote as text, before anything tries to understand them."""

from __future__ import annotations

import re
from hashlib import sha256

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.text import Text

BYTES = 512_000  # five times the longest profile that comes with the product
LINE = 20_000  # characters
DEEP = re.compile(r"(?<![\w\"'-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){20}")
ODD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

TOO_LARGE = Text(
    f"文件超过{BYTES // 1000} KB，不像是地方配置。请检查是否选错了文件。",
    f"the file has more than {BYTES // 1000} KB, too much for a profile. Is it the right file?",
)
NOT_UTF8 = Text("不是 UTF-8 文本，请另存为 UTF-8。", "not UTF-8 text; save it as UTF-8.")
EMPTY = Text("文件是空的。", "the file is empty.")
TOO_LONG = Text(
    f"这一行超过{LINE}个字符，请分成几行。",
    f"the line has more than {LINE} characters; break it into several.",
)
CONTROL = Text(
    "含有看不见的控制字符，请删去后另存。",
    "it holds control characters that cannot be seen; remove them.",
)
TOO_DEEP = Text(
    "键的层级过多，请按 [节.项] 书写。", "a key with too many dots; write keys as [section.key]."
)


def text_of(file: str, data: bytes) -> str:
    """The text of a file, line ends as in the product's own files.

    Raises:
        Problems: it is too large, not text, or nothing a person would write.
    """
    if len(data) > BYTES:
        raise Problems([Problem(file, 0, "", TOO_LARGE)])
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise Problems([Problem(file, 0, "", NOT_UTF8)]) from error
    if not text.strip():
        raise Problems([Problem(file, 0, "", EMPTY)])
    if problems := [
        Problem(file, number, "", cure)
        for number, line in enumerate(text.split("\n"), start=1)
        if (cure := _cure(line))
    ]:
        raise Problems(problems[:20])
    return text


def digest_of(text: str) -> str:
    """SHA-256 of a text, by which two files with the same words are the same."""
    return sha256(text.encode()).hexdigest()


def _cure(line: str) -> Text | None:
    if len(line) > LINE:
        return TOO_LONG
    if ODD.search(line):
        return CONTROL
    return TOO_DEEP if DEEP.search(line) else None
