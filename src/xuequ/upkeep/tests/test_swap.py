"""A restore that is cut short at any step leaves the old installation, or the whole new one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from xuequ.upkeep.swap import DATABASE, JOURNAL, KEYS, STAGING, BeingRestored, alone, settle, switch


class Killed(BaseException):
    """The machine lost its power."""


def folders(place: Path) -> Path:
    """An old installation and, beside it, the new one that was made."""
    for home, word in (place, "old"), (place / STAGING, "new"):
        (home / KEYS).mkdir(parents=True)
        (home / KEYS / "record").write_text(word)
        (home / DATABASE).write_text(word)
    return place


def held(home: Path) -> tuple[str, str]:
    """Which keys and which database are in place."""
    return (home / KEYS / "record").read_text(), (home / DATABASE).read_text()


def decide(home: Path) -> None:
    os.replace(home / STAGING / DATABASE, home / DATABASE)


@pytest.mark.parametrize("step", range(1, 6))
def test_a_kill_at_any_step_leaves_one_whole_installation(
    step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, done = folders(tmp_path), 0

    def counted(act: str) -> None:
        real = getattr(os, act)

        def killed(*arguments: object) -> None:
            nonlocal done
            done += 1
            if done == step:
                raise Killed
            real(*arguments)

        monkeypatch.setattr(os, act, killed)

    for act in ("fsync", "rename", "replace"):
        counted(act)
    try:
        switch(home, lambda: decide(home), new_keys=True)
    except Killed:
        assert step < 5
    else:
        assert step == 5  # there are four
    monkeypatch.undo()
    settle(home, "")
    expected = "new" if step == 5 else "old"
    assert held(home) == (expected, expected)
    assert not (home / JOURNAL).exists()
    settle(home, "")
    assert held(home) == (expected, expected)


def test_what_was_decided_is_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = folders(tmp_path)

    def decide_and_die() -> None:
        decide(home)
        raise Killed

    with pytest.raises(Killed):
        switch(home, decide_and_die, new_keys=True)
    settle(home, "")
    assert held(home) == ("new", "new") and not (home / STAGING).exists()


def test_nobody_settles_what_is_going_on_and_two_do_not_restore_at_once(tmp_path: Path) -> None:
    home = folders(tmp_path)
    with alone(home):
        (home / JOURNAL).write_text("{}")
        with pytest.raises(BeingRestored, match="wait"):
            settle(home, "")
        with pytest.raises(BeingRestored), alone(home):
            pass
    settle(home, "")
    assert held(home) == ("old", "old")
