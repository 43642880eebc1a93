"""The documents say what the code does: tables and names of both are the same."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from xuequ.api.interface import interface
from xuequ.api.operations import NEEDS
from xuequ.cli.main import COMMANDS
from xuequ.demo.cast import players
from xuequ.demo.localities import localities
from xuequ.kernel.discovery import packages
from xuequ.kernel.rulebook import WORDS
from xuequ.profiles.loader import sections
from xuequ.site import home
from xuequ.site import settings as site
from xuequ.web.templatetags.words import SIGNS

ROOT = Path(__file__).parent.parent
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "bench/README.md"]
MANUAL, GUIDE = ROOT / "docs/manual.zh.md", ROOT / "docs/profile-format.md"
PLACES = {
    "authority": "教育局",
    "other": "邻近的教育局",
    "city": "上级市教育局",
    "consortium": "第一个学区",
    "member": "该学区的第一所成员校",
    "family": "孩子在这所成员校",
}
CHINESE = ("package", "package-places", "ceremony", "mechanisms", "points", "forecast")
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")
CODE = re.compile(r"```.*?```|`[^`]*`|\]\([^)]*\)|^> [^\n]*", re.DOTALL | re.MULTILINE)
HALF = re.compile(r"[\u4e00-\u9fff][,:;!?]|[,:;!?][\u4e00-\u9fff]")
HOSTS = re.compile(r"(?:pypi|npmjs|pythonhosted|aliyun|tsinghua)\.|/(?:work|tmp|root)/")


def text(path: Path) -> str:
    return path.read_text("utf-8")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def cells(line: str) -> list[str]:
    return [each.strip() for each in line.strip().strip("|").split("|")]


def anchors(path: Path) -> set[str]:
    """What a link into a document may point at: its headings, in small letters with hyphens."""
    found = re.findall(r"^#+ (.+)$", text(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in found}


def test_the_cast_of_the_manual_is_the_cast_of_the_demo_and_the_tests() -> None:
    written = text(MANUAL).split("## 账号一览")[1].split("\n## ")[0]
    rows = [cells(line) for line in written.splitlines() if line.startswith("| `")]
    assert rows == [
        [f"`{each.log_in}`", each.title, PLACES[each.place], each.may.zh, each.may_not.zh]
        for each in players().values()
    ]


def test_the_manual_names_the_office_of_every_other_locality() -> None:
    assert {each.code for each in localities()} <= set(re.findall(r"`([a-z]+)`", text(MANUAL)))


def test_the_manual_explains_every_state_by_word_and_sign() -> None:
    for state, words in WORDS.items():
        assert f"| {SIGNS[state]} | {words.zh} |" in text(MANUAL)


@pytest.mark.parametrize("document", ["README.md", "README.zh.md"])
def test_the_readme_lists_every_command(document: str) -> None:
    listed = set(re.findall(r"^\| `xuequ (\w+)", text(ROOT / document), re.MULTILINE))
    assert listed == set(COMMANDS)


def test_contributors_are_told_every_audience_of_the_access_matrix() -> None:
    told = text(ROOT / "CONTRIBUTING.md").split("### The access matrix")[1].split("###")[0]
    assert set(players()) <= set(re.findall(r"`(\w+)`", told))


def test_every_package_stands_in_the_table_of_storeys() -> None:
    table = text(ROOT / "ARCHITECTURE.md").split("## The house")[1].split("\n## ")[0]
    assert set(packages()) <= set(re.findall(r"`(\w+)`", table))


def test_every_dependency_has_its_reason_and_every_reason_a_dependency() -> None:
    project = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]
    needed = {re.split(r"[\[~<>=]", each)[0] for each in project["dependencies"]}
    page = text(ROOT / "docs/decisions/0011-runtime-dependencies.md")
    assert set(re.findall(r"^\| ([a-z0-9-]+)(?: [\d.]+)? \|", page, re.MULTILINE)) == needed


def test_every_variable_of_the_installation_is_described() -> None:
    sources = text(Path(site.__file__)) + text(Path(home.__file__))
    read = set(re.findall(r'environ(?:\.get\(|\[)"(XUEQU_[A-Z]+)"', sources))
    assert len(read) > 5
    assert read <= set(re.findall(r"XUEQU_[A-Z]+", text(ROOT / "SECURITY.md")))


def test_the_changelog_counts_the_operations_for_programs() -> None:
    assert interface() and len(NEEDS) == 13 and "Thirteen operations" in text(ROOT / "CHANGELOG.md")


@pytest.mark.parametrize("section", sorted(sections()))
def test_every_key_of_a_section_stands_in_the_guide(section: str) -> None:
    guide = text(GUIDE)
    assert f"`{section}`" in guide
    keys = {field.name for field in fields(sections()[section])}
    assert not {
        key for key in keys if f"`{key}`" not in guide and f"`{section}.{key}`" not in guide
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_links_lead_somewhere_and_nothing_names_a_machine(document: Path) -> None:
    for target, anchor in LINK.findall(text(document)):
        found = (document.parent / target).resolve() if target else document
        assert found.exists(), target
        assert not anchor or anchor in anchors(found), f"{target}#{anchor}"
    assert not HOSTS.search(text(document))


@pytest.mark.parametrize(
    "document",
    [MANUAL, ROOT / "README.zh.md", *(ROOT / f"docs/{each}.zh.md" for each in CHINESE)],
    ids=name,
)
def test_marks_between_chinese_characters_are_full_width(document: Path) -> None:
    assert HALF.findall(CODE.sub("", text(document))) == []
