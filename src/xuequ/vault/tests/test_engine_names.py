"""Names of files lose what is dangerous in them and keep what people read."""

from __future__ import annotations

import pytest

from xuequ.kernel.refusal import Refused
from xuequ.vault.engine.names import Paths, clean_name, is_safe_path


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("听课记录.docx", "听课记录.docx"),
        (r"C:\fakepath\照片.jpg", "照片.jpg"),
        ("../../etc/听课.pdf", "听课.pdf"),
        ("照\u202egpj.\u200b片\x00\x1f.jpg", "照gpj.片.jpg"),
        ("a\nb\u3000c.txt", "ab c.txt"),
        ('a<b>:"|?*.txt', "a_b______.txt"),
        ("2026.10.8 听课 第3次.pdf", "2026.10.8 听课 第3次.pdf"),
        ("  .报告.pdf. ", "报告.pdf"),
        ("con.txt", "_con.txt"),
        ("e\u0301.txt", "\u00e9.txt"),
    ],
)
def test_a_name_is_made_harmless(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_a_long_name_keeps_its_ending() -> None:
    found = clean_name("很" * 400 + ".docx")
    assert len(found) == 150 and found.endswith("很.docx")


@pytest.mark.parametrize("name", ["", ".", "..", "/", "a/", ".jpg", "\u202e\u200b.pdf", "---.pdf"])
def test_a_name_of_which_nothing_is_left_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="file-needs-a-name"):
        clean_name(name)


@pytest.mark.parametrize(
    "name", ["照片.jpg.exe", "照片.exe.jpg", "照片.jpg .scr", "照片.jpg.\u202eEXE", "a.js.pdf"]
)
def test_a_name_with_two_endings_of_which_one_is_a_program_s_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="file-name-misleads"):
        clean_name(name)


def test_paths_of_an_archive_are_harmless_and_each_is_given_once() -> None:
    paths = Paths()
    assert paths.take("evidence", "../..", "听课.pdf") == "evidence/_/听课.pdf"
    assert paths.take("a", "听课.PDF") == "a/听课.PDF"
    assert paths.take("a", "听课.pdf") == "a/听课 (2).pdf"
    assert paths.take("a", "nul") == "a/_nul"


@pytest.mark.parametrize("path", ["a", "a/b.txt", "证据/听课 (2).pdf"])
def test_paths_that_stay_within(path: str) -> None:
    assert is_safe_path(path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/a",
        "../a",
        "a/../b",
        "a//b",
        "a/.",
        "a\\b",
        "C:a",
        "a\nb",
        "a/\u202eb",
        "a/",
        "x" * 2000,
    ],
)
def test_paths_that_lead_out_or_mislead(path: str) -> None:
    assert not is_safe_path(path)
