"""An archive proves itself, and what was done to it shows."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from xuequ.kernel.refusal import Refused
from xuequ.vault.engine.archive import Content, Written, content, write_archive
from xuequ.vault.engine.proof import problems_of
from xuequ.vault.tests.samples import packed

FILES = {"台账.xlsx": b"sheet", "evidence/听课 1.jpg": b"picture" * 1000, "evidence/b.txt": b""}
ABOUT = {"title": "台账", "authority": "兴宁市教育局"}


def written(files: Mapping[str, bytes] = FILES) -> tuple[bytes, Written]:
    """An archive and what was said of it."""
    out = io.BytesIO()
    found = write_archive(out, [content(*each) for each in files.items()], about=ABOUT)
    return out.getvalue(), found


def said(data: bytes, digest: str | None = None) -> set[tuple[str, str]]:
    """Which members are wrong, and the first word of why."""
    found = problems_of(io.BytesIO(data), "a.zip", digest)
    assert all(each.file == "a.zip" and each.text.zh for each in found)
    return {(each.field, each.text.en.split()[0]) for each in found}


def again(change: Callable[[dict[str, bytes]], object]) -> bytes:
    """The archive with its members changed, packed by an ordinary tool."""
    with zipfile.ZipFile(io.BytesIO(written()[0])) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    return packed(members, zipfile.ZIP_STORED)


def test_an_archive_as_it_was_written_has_no_problem() -> None:
    data, found = written()
    assert said(data, found.digest) == said(data) == set()
    assert (found.files, found.size) == (3, 7005)


def test_the_manifest_names_every_member_and_its_digest_is_given() -> None:
    data, found = written()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read("manifest.json")
        assert archive.testzip() is None
    held = json.loads(text)
    assert found.digest == hashlib.sha256(text).hexdigest()
    assert held["about"] == ABOUT
    assert [row["path"] for row in held["members"]] == sorted(FILES)
    assert held["members"][-1]["sha256"] == hashlib.sha256(b"sheet").hexdigest()


def test_the_same_content_gives_the_same_bytes_in_any_order() -> None:
    assert written()[0] == written(dict(reversed(FILES.items())))[0]


def test_ordinary_tools_unpack_and_check_it(tmp_path: Path) -> None:
    tool = shutil.which("sha256sum")
    if tool is None:
        pytest.skip("this machine has no sha256sum")
    with zipfile.ZipFile(io.BytesIO(written()[0])) as archive:
        archive.extractall(tmp_path)
    done = subprocess.run([tool, "-c", "sha256sums"], cwd=tmp_path, capture_output=True)
    assert done.returncode == 0 and done.stdout.count(b"OK") == 4


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (lambda held: held.update({"台账.xlsx": b"other"}), ("台账.xlsx", "not")),
        (lambda held: held.update({"台账.xlsx": b"longer text"}), ("台账.xlsx", "not")),
        (lambda held: held.pop("evidence/b.txt"), ("evidence/b.txt", "named")),
        (lambda held: held.update({"c.txt": b""}), ("c.txt", "in")),
        (lambda held: held.update({"../c.txt": b""}), ("../c.txt", "its")),
        (lambda held: held.pop("manifest.json"), ("manifest.json", "no")),
        (lambda held: held.update({"manifest.json": b"[" * 90_000}), ("manifest.json", "no")),
        (lambda held: held.update({"manifest.json": b"{}"}), ("manifest.json", "no")),
        (lambda held: held.update({"manifest.json": b"[1]"}), ("manifest.json", "no")),
        (lambda held: held.pop("sha256sums"), ("sha256sums", "does")),
    ],
)
def test_what_was_done_to_it_is_named(
    change: Callable[[dict[str, bytes]], object], wrong: tuple[str, str]
) -> None:
    assert wrong in said(again(change))


def test_a_change_carried_through_shows_by_the_digest_noted_elsewhere() -> None:
    _, found = written()
    forged, other = written({**FILES, "台账.xlsx": b"forged"})
    assert said(forged) == set()
    assert said(forged, found.digest) == {("manifest.json", "the")}
    assert said(forged, other.digest.upper()) == set()


@pytest.mark.parametrize("digest", ["\ud800" * 64, "x" * 64, 7])
def test_a_manifest_with_odd_digests_is_none(digest: object) -> None:
    def change(held: dict[str, bytes]) -> None:
        text = json.loads(held["manifest.json"])
        text["members"][0]["sha256"] = digest
        held["manifest.json"] = json.dumps(text).encode()

    assert said(again(change)) == {("manifest.json", "no")}


@pytest.mark.parametrize("data", [b"", b"PK", b"\0" * 100, written()[0][:-30], written()[0] + b"x"])
def test_what_is_no_archive_is_said_to_be_none(data: bytes) -> None:
    assert said(data) == {("", "no")}


def test_bytes_hidden_between_members_are_a_fault() -> None:
    data, _ = written()
    hidden = data + packed({"secret": b"x"})
    assert said(hidden)


def test_a_bomb_is_not_unpacked() -> None:
    assert said(packed({"a": bytes(50_000_000)})) == {("", "would")}


def test_an_archive_of_very_many_members_or_of_gigabytes_is_written_and_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The forms a ZIP file takes beyond 2 GB and 65,535 members, with smaller numbers."""
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 2_000)
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 3)
    data, found = written({**FILES, "big": b"b" * 9_000})
    assert b"PK\x06\x06" in data
    assert said(data, found.digest) == set()


@pytest.mark.parametrize(
    "paths", [["../a"], ["/a"], ["a", "A"], ["manifest.json"], ["SHA256SUMS"], ["a\\b"], [""]]
)
def test_unsafe_and_double_paths_are_not_written(paths: list[str]) -> None:
    with pytest.raises(ValueError, match="path"):
        write_archive(io.BytesIO(), [content(path, b"") for path in paths], about={})


@pytest.mark.parametrize(("size", "digest"), [(4, ""), (6, ""), (5, "0" * 64)])
def test_a_file_that_changed_since_it_was_stored_is_not_certified(size: int, digest: str) -> None:
    changed = Content("a", size, lambda: io.BytesIO(b"12345"), digest)
    with pytest.raises(Refused, match="stored-file-changed"):
        write_archive(io.BytesIO(), [changed], about={})


def test_a_large_file_is_never_wholly_in_memory(tmp_path: Path) -> None:
    class Large(io.RawIOBase):
        """Fifty megabytes of which nobody may ask for more than two at once."""

        left = 50 * 1024 * 1024

        def read(self, size: int = -1) -> bytes:
            assert 0 < size <= 2 * 1024 * 1024
            size = min(size, self.left)
            self.left -= size
            return bytes(size)

    path = tmp_path / "a.zip"
    with path.open("w+b") as out:
        large = Content("large", Large.left, Large)  # type: ignore[arg-type]
        found = write_archive(out, [large], about={})
        assert found.size == Large.left
        assert problems_of(out, path.name, found.digest) == []
