"""The manifest of a bundle, and whether the files are there that it names."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.text import Text

from .given import Given, rows_of
from .layout import MANIFEST, MANIFEST_HEAD, NAMES, VERSIONS

MODES = ("absent", "bulk", "delta")


def manifest_in(name: str, texts: Mapping[str, bytes]) -> bytes:
    """The manifest among the files.

    Raises:
        Problems: there is none.
    """
    if MANIFEST not in texts:
        inside = [each for each in texts if each.endswith(f"/{MANIFEST}")]
        zh = "压缩包中没有 manifest.csv，不是 OneRoster 数据包。"
        en = "there is no manifest.csv in it: it is no OneRoster bundle."
        if inside:
            zh = "manifest.csv 在文件夹里。请直接选中各文件打包，不要打包文件夹。"
            en = "manifest.csv lies in a folder; pack the files themselves, not their folder."
        raise Problems([Problem(name, 0, "", Text(zh, en))])
    return texts[MANIFEST]


def modes_of(data: bytes, given: Given) -> dict[str, str]:
    """What the manifest says of each file."""
    rows = rows_of("manifest", data, given)
    if not rows or tuple(rows[0]) != MANIFEST_HEAD:
        given.fault("manifest", 1, "", f"表头须为 {','.join(MANIFEST_HEAD)}。",
                    f"the headings must be {','.join(MANIFEST_HEAD)}.")  # fmt: skip
        return {}
    said: dict[str, tuple[str, int]] = {}
    for line, row in enumerate(rows[1:], start=2):
        if not any(row):
            continue
        name, value = (*row, "", "")[:2]
        if name in said:
            given.fault("manifest", line, name, "重复。请删去一行。", "it stands twice; drop one.")
        said[name] = (value, line)
    _check_versions(said, given)
    return {each: _mode(each, said, given) for each in NAMES}


def _check_versions(said: Mapping[str, tuple[str, int]], given: Given) -> None:
    for name, right in (("manifest.version", ("1.0",)), ("oneroster.version", VERSIONS)):
        value, line = said.get(name, ("", 0))
        if value not in right:
            given.fault(
                "manifest",
                line,
                name,
                f"须为{'或'.join(right)}，现为“{value}”。请让对方系统导出 OneRoster 1.2。",
                f"it must be {' or '.join(right)}, not «{value}»; let the other system export "
                "OneRoster 1.2.",
            )


def _mode(name: str, said: Mapping[str, tuple[str, int]], given: Given) -> str:
    value, line = said.get(f"file.{name}", ("absent", 0))
    if value not in MODES:
        given.fault(
            "manifest",
            line,
            f"file.{name}",
            "须为 absent、bulk 或 delta。",
            "it must be absent, bulk or delta.",
        )
    elif value == "delta":
        given.fault(
            "manifest",
            line,
            f"file.{name}",
            "是增量（delta）数据，本系统只接受全量（bulk）数据包。请让对方系统导出全量。",
            "it is a delta; only bulk is taken here. Let the other system export everything.",
        )
    return value


def compare(held: Collection[str], modes: Mapping[str, str], given: Given) -> None:
    """What the manifest says is there, and what is there."""
    for name, mode in modes.items():
        is_there = f"{name}.csv" in held
        if mode == "bulk" and not is_there:
            given.fault(
                name,
                0,
                "",
                "manifest.csv 写明有此文件，压缩包中却没有。请重新导出。",
                "the manifest names it, but it is not in the archive; export it again.",
            )
        elif mode == "absent" and is_there:
            given.fault(
                name,
                0,
                "",
                "manifest.csv 写明没有此文件，压缩包中却有。请重新导出。",
                "the manifest says that it is absent, but it is there; export it again.",
            )
    known = {MANIFEST, *(f"{each}.csv" for each in NAMES)}
    for each in sorted(set(held) - known):
        text = Text(
            "不是 OneRoster 1.2 的文件名。请从压缩包中删去。",
            "no file of OneRoster 1.2 is called so; take it out of the archive.",
        )
        given.problems.append(Problem(each, 0, "", text))
