"""The guide on operations and the files of `deploy/` name what there is."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import bundle
from xuequ.cli import main, passphrases
from xuequ.kernel.discovery import packages
from xuequ.site import home, settings
from xuequ.upkeep import health
from xuequ.upkeep.engine import exposition

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
GUIDES = [ROOT / "docs/deploy.md", ROOT / "docs/deploy.zh.md"]
FILES = sorted(path for path in DEPLOY.iterdir() if path.is_file())
EVERY = [*GUIDES, *FILES]
COMMAND = re.compile(r"(?<![\w/-])(?:/opt/xuequ/venv/bin/)?xuequ ([a-z]+)([^\n`]*)")
CODE = re.compile(r"```\n(.*?)```|`([^`]+)`", re.DOTALL)


def text(path: Path) -> str:
    return path.read_text("utf-8")


def name(path: Path) -> str:
    return path.name


def words(path: Path) -> str:
    """What a guide writes as code, or a file as a whole."""
    if path.suffix != ".md":
        return text(path)
    return "\n".join("".join(found) for found in CODE.findall(text(path))).replace("\\\n", " ")


def commands() -> dict[str, argparse.ArgumentParser]:
    """Every command with its parser."""
    [subs] = [
        each for each in main.parser()._actions if isinstance(each, argparse._SubParsersAction)
    ]
    return dict(subs.choices)


def options(parser: argparse.ArgumentParser) -> set[str]:
    """The options of a command and of its acts."""
    found = set(parser._option_string_actions)
    for each in parser._actions:
        if isinstance(each, argparse._SubParsersAction):
            for act in each.choices.values():
                found |= options(act)
    return found


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_every_command_and_option_that_is_named_is_there(path: Path) -> None:
    known = commands()
    for command, rest in COMMAND.findall(words(path)):
        if command == "work" and "runs" not in packages():
            continue
        assert command in known, command
        for option in re.findall(r"(?<!\S)(--[a-z-]+)", rest.split("#")[0]):
            assert option in options(known[command]), f"{command} {option}"


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_every_variable_that_is_named_is_read(path: Path) -> None:
    sources = (settings, home, passphrases)
    read = "".join(Path(str(each.__file__)).read_text("utf-8") for each in sources)
    named = set(re.findall(r"\bXUEQU_[A-Z_]+\b", path.read_text("utf-8")))
    assert {each for each in named if f'"{each}"' not in read} == set()


@pytest.mark.parametrize("path", GUIDES, ids=name)
def test_every_file_unit_address_and_series_that_is_named_is_there(path: Path) -> None:
    said = text(path)
    for named in re.findall(r"\bdeploy/([A-Za-z@.*-]+[A-Za-z])", said):
        assert list(DEPLOY.glob(named)), named
    units = {each.name for each in FILES}
    for unit in re.findall(r"\bxuequ-[a-z]+(?:@\d?)?\.(?:service|timer)", said):
        assert re.sub(r"@\d", "@", unit) in units, unit
    series = set(re.findall(r"\bxuequ_[a-z_]+\b", said)) - {"xuequ_aside_"}
    sources = Path(health.__file__).read_text("utf-8") + Path(exposition.__file__).read_text(
        "utf-8"
    )
    sources += (ROOT / "src/xuequ/upkeep/views.py").read_text("utf-8")
    assert {each for each in series if each not in sources} == set()
    lines = [len(text(each).split("\n## ")) for each in GUIDES]
    assert lines[0] == lines[1]  # the two guides have the same sections


def test_both_guides_show_the_same_commands() -> None:
    english, chinese = (re.findall(r"```\n(.*?)```", text(each), re.DOTALL) for each in GUIDES)
    assert [each.split() for each in english] == [each.split() for each in chinese]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_the_units_are_understood(tmp_path: Path) -> None:
    program = "/opt/xuequ/venv/bin/xuequ"
    for path in FILES:
        if path.suffix in {".service", ".timer"}:
            unit = text(path).replace(program, "/bin/true")
            (tmp_path / path.name.replace("@", "@1")).write_text(unit, "utf-8")
    units = sorted(str(path) for path in tmp_path.iterdir())
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True
    )
    ours = [line for line in done.stderr.splitlines() if "xuequ" in line]
    assert ours == []


def test_the_installer_is_a_script_and_no_file_names_a_registry() -> None:
    assert subprocess.run(["sh", "-n", DEPLOY / "install.sh"]).returncode == 0
    image = re.findall(r"^FROM (\S+)", (DEPLOY / "Containerfile").read_text("utf-8"), re.MULTILINE)
    assert image == ["python:3.11-slim"]
    for path in FILES:
        assert not re.search(r"pypi|npmjs|docker\.io|quay\.io|ghcr", path.read_text("utf-8")), path


def made(place: Path) -> Path:
    """A small bundle."""
    (place / "wheels").mkdir(parents=True)
    (place / "wheels" / "one_thing-1.0-py3-none-any.whl").write_bytes(b"1")
    (place / "install.sh").write_text("true\n")
    (place / bundle.ABOUT).write_text(json.dumps({"python": "3.11"}))
    lock = 'one-thing==1.0 \\\n    --hash=sha256:00\nnever==2.0 ; python_version < "3" \\\n'
    (place / bundle.LOCK).write_text(lock)
    bundle.write_sums(place)
    return place


def test_a_bundle_is_whole_or_says_what_it_lacks(tmp_path: Path) -> None:
    place = made(tmp_path / "xuequ-1")
    assert bundle.problems(place) == []
    assert subprocess.run(["sha256sum", "-c", "--quiet", bundle.SUMS], cwd=place).returncode == 0
    (place / "wheels" / "more.txt").write_text("x")
    (place / "install.sh").write_text("false\n")
    wheel = place / "wheels" / "one_thing-1.0-py3-none-any.whl"
    wheel.unlink()
    assert bundle.problems(place) == [
        f"not in {bundle.SUMS}: wheels/more.txt",
        "missing: wheels/one_thing-1.0-py3-none-any.whl",
        "changed: install.sh",
        "no wheel: one-thing",
    ]


def test_a_bundle_asks_for_what_this_machine_needs_and_says_nothing_of_who_made_it(
    tmp_path: Path,
) -> None:
    import tarfile

    place = made(tmp_path / "xuequ-1")
    assert bundle.needed(place / bundle.LOCK) == {"one-thing"}
    with tarfile.open(bundle.pack(place, tmp_path / "out")) as archive:
        assert {(each.uid, each.uname) for each in archive} == {(0, "")}
    assert {each.name for each in (tmp_path / "out").iterdir()} == {"xuequ-1.tar"}
