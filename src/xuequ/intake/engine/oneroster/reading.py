"""The files of a bundle somebody gave us: unpacked within limits, held against the manifest."""

from __future__ import annotations

import io
from collections.abc import Sequence

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.text import Text
from xuequ.vault.engine.unpacking import content
from xuequ.vault.engine.zips import Bounds, ZipFault, members

from .given import Given, Line, rows_of
from .layout import AFTER, FILES, MANIFEST, METADATA, NAMES, WITHDRAWN
from .manifest import compare, manifest_in, modes_of
from .words import untame

MEGABYTE = 1024 * 1024
BOUNDS = Bounds(members=60, total=300 * MEGABYTE, ratio=60)
WIDEST = 200  # columns
ZIPS = {
    "damaged": Text("不是完整的 ZIP 文件，请重新导出。", "not a whole ZIP file; export it again."),
    "bomb": Text("解压后过大，或文件过多，不予解压。", "far too much would come out of it."),
    "locked": Text("加了密码。请去掉密码后重新打包。", "it has a password; pack it without one."),
}


def is_bundle(data: bytes) -> bool:
    """Is it an archive with a manifest in it?"""
    if not data.startswith(b"PK"):
        return False
    try:
        return MANIFEST in {each.name for each in members(io.BytesIO(data), BOUNDS)}
    except ZipFault:
        return False


def unpack(name: str, data: bytes) -> Given:
    """The files of a bundle as rows.

    Raises:
        Problems: the archive or its manifest cannot be read.
    """
    packed = io.BytesIO(data)
    try:
        held = {each.name: each for each in members(packed, BOUNDS)}
        texts = {each: content(packed, held[each], BOUNDS.total) for each in held}
    except ZipFault as fault:
        member = f"（{fault.member}）" if fault.member else ""
        text = ZIPS[fault.kind]
        said = Text(f"{member}{text.zh}", f"{fault.member} {text.en}".strip())
        raise Problems([Problem(name, 0, "", said)]) from fault
    given = Given()
    modes = modes_of(manifest_in(name, texts), given)
    compare(held, modes, given)
    for each in NAMES:
        if modes.get(each) == "bulk" and f"{each}.csv" in texts:
            _file(each, texts[f"{each}.csv"], given)
    return given


def _file(name: str, data: bytes, given: Given) -> None:
    rows = rows_of(name, data, given)
    if name not in FILES:
        if len(rows) > 1:
            given.left.append(name)
        return
    if not rows or not _is_right(name, rows[0], given):
        return
    head = rows[0]
    found: list[Line] = []
    for line, row in enumerate(rows[1:], start=2):
        if not any(row):
            continue
        if len(row) != len(head):
            given.fault(
                name,
                line,
                "",
                f"有{len(row)}格，表头有{len(head)}格。请核对逗号和引号。",
                f"{len(row)} cells below {len(head)} headings; check commas and quotes.",
            )
            continue
        found.append(Line(line, {column: untame(cell.strip()) for column, cell in
                                 zip(head, row, strict=True) if cell.strip()}))  # fmt: skip
    if not found:
        given.fault(
            name,
            0,
            "",
            "没有数据行；没有数据的文件不应放入数据包。",
            "it has no rows; a file without any has no place in a bundle.",
        )
    given.files[name] = found


def _is_right(name: str, head: Sequence[str], given: Given) -> bool:
    """Are the headings those of the standard, in their order, and behind them only extensions?"""
    wanted = list(FILES[name].head)
    if name == "users" and WITHDRAWN in head:
        wanted.insert(wanted.index(AFTER) + 1, WITHDRAWN)
    told = len(given.problems)
    for at, column in enumerate(wanted):
        found = head[at] if at < len(head) else ""
        if found != column:
            given.fault(
                name,
                1,
                found,
                f"第{at + 1}列的表头应为“{column}”，现为“{found}”。列名区分大小写，顺序固定。",
                f"heading {at + 1} must be «{column}», not «{found}»; order and case are fixed.",
            )
            return False
    for column in head[len(wanted) :]:
        if not column.startswith(METADATA):
            given.fault(
                name,
                1,
                column,
                "扩展列的列名须以 metadata. 开头。",
                "the name of a further column begins with metadata.",
            )
    if len(set(head)) < len(head) or len(head) > WIDEST:
        given.fault(name, 1, "", "列名重复，或列数过多。", "columns named twice, or too many.")
    return len(given.problems) == told
