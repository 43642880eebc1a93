"""The single file that verifies a package agrees with the program, and both with every damage.

`verify.py` was written from docs/package.md alone, so that each shows what the other got wrong.
"""

from __future__ import annotations

import ast
import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from xuequ.enrolment.engine.package.checking import checked
from xuequ.enrolment.engine.package.container import unpacked

from .packages import anything, flips, forged, plain, replaced, swapped, thrown_by_hand

FILE = Path(__file__).parent.parent / "verifier" / "verify.py"


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify", FILE)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


VERIFY = loaded()


def wrong(data: bytes, published: str = "") -> str:
    """What verify.py names as wrong first; "" if the package is genuine."""
    try:
        VERIFY.examine(data, published, lambda zh, en: None)
    except VERIFY.Wrong as found:
        assert found.zh and found.en
        return str(found.en)
    return ""


def wrong_here(data: bytes, published: str = "") -> str:
    """What the program itself names as wrong first."""
    found = [step.wrong.en for step in checked(data, published).steps if step.wrong]
    return found[0] if found else ""


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The file as somebody runs it who has nothing of ours."""
    return subprocess.run(
        [sys.executable, "-I", "-S", str(FILE), *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
        check=False,
    )


@pytest.mark.parametrize("seed", range(200))
def test_packages_of_all_kinds_are_genuine_for_both(seed: int) -> None:
    data = anything(seed)
    assert (wrong(data), wrong_here(data)) == ("", "")


def test_what_is_wrong_with_any_byte_is_named_by_both() -> None:
    data = plain()
    assert (wrong(data), wrong_here(data)) == ("", "")
    for i, damaged in flips(data):
        assert wrong(damaged).startswith("字节 byte "), i
        assert wrong_here(damaged), i


def test_a_byte_more_or_less_anywhere_is_named_by_both() -> None:
    data = plain()
    for i in range(len(data)):
        for damaged in (data[:i] + data[i + 1 :], data[:i] + b"0" + data[i:], data[:i]):
            assert damaged == data or (wrong(damaged) and wrong_here(damaged)), i
    assert "must end here" in wrong(data + b"\0") and wrong_here(data + b"\0")


def test_a_damaged_byte_is_named_where_it_is() -> None:
    data = plain()
    at = data.index(b"PK\1\2")
    assert f"byte {at + 6}:" in wrong(data[: at + 6] + b"\1" + data[at + 7 :])
    inside = data.index(b"number,plan")
    told = wrong(data[:inside] + b"N" + data[inside + 1 :])
    assert "the content of roster.csv does not fit its CRC-32" in told


FORGERIES: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("roster.csv", replaced(b"A-2", b"A-9"), "seed.json: frozen"),
    ("roster.csv", replaced(b"A-2", b"A-1"), "roster.csv 行 line 3: A-1 stands"),
    ("roster.csv", replaced(b",2,yes", b",0,yes"), "roster.csv 行 line 3:"),
    ("roster.csv", replaced("西".encode(), "北".encode()), "there is no plan 北"),
    ("roster.csv", replaced("西".encode(), b"\xff"), "roster.csv 行 line 4: this is not UTF-8"),
    ("seats.csv", replaced(b",3\n", b",4\n"), "seed.json: frozen"),
    ("seats.csv", replaced(b",3\n", b",1000000000\n"), "seats.csv 行 line 3:"),
    ("seats.csv", replaced("东".encode(), b"\xe3\x80\x80x"), "seats.csv 行 line 2:"),
    ("rules.json", replaced(b'"split"', b'"pass_over"'), "seed.json: frozen"),
    ("rules.json", replaced(b'"draw"', b'["draw"]'), "rules.json: regime"),
    ("rules.json", replaced(b'"2026"', b'"20,26"'), "rules.json: round"),
    ("rules.json", replaced(b"{", b'{"hash": "sha256", '), "names no key twice"),
    ("rules.json", replaced(b"{", b'{"more": 1, '), "exactly these keys"),
    ("seed.json", replaced(b'"faces": 0', b'"faces": false'), "faces is not as it must be"),
    ("seed.json", replaced(b'"thrown": []', b'"thrown": [{}]'), "seed.json thrown 1:"),
    ("seed.json", replaced(b'"seed": "', b'"seed": "0'), "seed.json: seed is not"),
    ("result.csv", swapped, "result.csv 行 line 2: the draw made again gives"),
    ("result.csv", lambda data: data + b"x\n", "result.csv 行 line 7: it must end here"),
    ("result.csv", lambda data: data + b"\n", "result.csv 行 line 7: it must end here"),
    ("result.csv", lambda data: data[:-1], "result.csv 行 line 6: the draw made again gives"),
    ("result.csv", lambda data: b"", "result.csv 行 line 1: the draw made again gives"),
    ("package.json", replaced(b"package-1", b"package-2"), "package.json: format"),
    ("digests.txt", replaced(b"  seats", b" *seats"), "digests.txt 行 line 3:"),
    ("digests.txt", lambda data: data + b"\n", "digests.txt 行 line 8: it must end here"),
]


@pytest.mark.parametrize(("name", "change", "told"), FORGERIES)
def test_a_forgery_that_fits_itself_is_named_by_both(
    name: str, change: Callable[[bytes], bytes], told: str
) -> None:
    data = forged(plain(), name, change)
    assert told in wrong(data)
    assert wrong_here(data)


def test_an_entry_left_out_or_moved_is_named() -> None:
    data = plain()
    start, end = data.index(b"PK\3\4", 4), data.index(b"PK\1\2")
    first, rest = data[:start], data[start:end]
    for damaged in (rest + data[end:], rest + first + data[end:], first + data[:end]):
        assert wrong(damaged) and wrong_here(damaged)


def test_a_package_made_anew_as_a_whole_only_differs_from_what_was_published() -> None:
    published = str(checked(plain()).digest)
    frozen = json.loads(unpacked(plain())["seed.json"])["frozen"]
    anew = anything(3)
    assert (wrong(anew), wrong_here(anew)) == ("", "")
    for each in (published, frozen):
        assert (wrong(plain(), each), wrong_here(plain(), each)) == ("", "")
        assert "whose digest was published" in wrong(anew, each)
        assert "digest published" in wrong_here(anew, each)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"value": 2', '"value": 4', "thrown 2: value is not"),
        ('"value": 2', '"value": 0', "thrown 2: value is not"),
        ('"value": 2', '"value": true', "thrown 2: value is not"),
        ('"value": 2', '"value": 3', "result.csv"),
        ('"name": "interval"', '"name": "start"', "thrown 2: a start stands here"),
        ('"name": "interval"', '"name": "seed"', "thrown 2: name is not"),
        ('"parts": []', '"parts": [3]', "parts 1: exactly these keys"),
    ],
)
def test_what_was_thrown_by_hand_is_checked(old: str, new: str, told: str) -> None:
    data = thrown_by_hand({("a", "start"): 3, ("a", "interval"): 2})
    assert (wrong(data), wrong_here(data)) == ("", "")
    bad = forged(data, "seed.json", replaced(old.encode(), new.encode()))
    assert told in wrong(bad) and wrong_here(bad)


HOSTILE: dict[str, Callable[[bytes], bytes]] = {
    "deep": replaced(b'"thrown": []', b'"thrown": ' + b"[" * 100_000),
    "deep and closed": replaced(b'"thrown": []', b'"thrown": ' + b"[" * 100_000 + b"]" * 100_000),
    "huge": replaced(b'"faces": 0', b'"faces": ' + b"9" * 1_000_000),
    "not a number": replaced(b'"faces": 0', b'"faces": NaN'),
    "exponent": replaced(b'"faces": 0', b'"faces": 1e400'),
    "half a character": replaced(b'"name": "', b'"name": "\\ud800'),
    "half a key": replaced(b'"parts"', b'"\\udfff"'),
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "a mark": lambda data: b"\xef\xbb\xbf" + data,
    "braces": lambda data: b"{" * 1_000_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_json_ends_in_a_named_error(kind: str) -> None:
    assert "seed.json" in wrong(forged(plain(), "seed.json", HOSTILE[kind]))


def test_a_size_of_four_gigabytes_is_only_a_wrong_number() -> None:
    data = bytearray(plain())
    data[18:26] = b"\xff" * 8
    assert "the file ends inside package.json" in wrong(bytes(data))


def test_the_file_runs_alone_and_says_in_two_languages_what_it_does(tmp_path: Path) -> None:
    path = tmp_path / "包.zip"
    path.write_bytes(plain())
    published = checked(plain()).digest
    known = run(path, published, "--en")
    assert known.returncode == 0 and "GENUINE, and the one whose digest" in known.stdout
    assert "NOT compared" in run(path, "--en").stdout
    chinese = run(path, published.upper())
    assert chinese.returncode == 0 and "✓ 为真，就是公布过摘要的那一份" in chinese.stdout
    other = run(path, "0" * 64)
    assert other.returncode == 1 and "✗ 不为真" in other.stdout and not other.stderr
    path.write_bytes(plain()[:-1])
    assert run(path).returncode == 1


def test_the_file_is_python_3_9_and_needs_nothing_but_python() -> None:
    tree = ast.parse(FILE.read_text("utf-8"), feature_version=(3, 9))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {getattr(node, "module", None) or node.names[0].name for node in imports}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_what_cannot_be_read_is_told_apart_from_what_is_not_genuine(tmp_path: Path) -> None:
    for arguments in ((tmp_path / "nothing",), (tmp_path,), (tmp_path, "digest"), ()):
        found = run(*arguments)
        assert found.returncode == 2 and "Traceback" not in found.stderr


def test_a_rehearsal_is_said_to_be_one(tmp_path: Path) -> None:
    path = tmp_path / "package"
    for seed, is_rehearsal in ((0, True), (1, False)):
        path.write_bytes(anything(seed))
        assert ("REHEARSAL" in run(path, "--en").stdout) == is_rehearsal
        assert ("演练" in run(path).stdout) == is_rehearsal


def test_a_title_cannot_steer_the_screen(tmp_path: Path) -> None:
    path = tmp_path / "package"
    title = replaced("抽签".encode(), b"\\u001b[2J")
    path.write_bytes(forged(plain(), "package.json", title))
    found = run(path)
    assert found.returncode == 0 and "\x1b" not in found.stdout and "?[2J" in found.stdout


def test_its_own_sm3_is_that_of_the_standard(monkeypatch: pytest.MonkeyPatch) -> None:
    assert VERIFY.sm3(b"abc").hex().startswith("66c7f0f462eeedd9d1f2d46bdc10e4e2")
    assert VERIFY.sm3(b"abcd" * 16).hex().startswith("debe9ff92275b8a138604889c18e5a4d")

    def absent(name: str, data: bytes) -> Any:
        raise ValueError(name)

    monkeypatch.setattr(VERIFY.hashlib, "new", absent)
    assert VERIFY.digest_called("sm3") is VERIFY.sm3
