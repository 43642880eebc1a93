"""Sealed packages: made the same again, and any change to them found and named."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from xuequ.enrolment.engine.package.checking import Checked, checked
from xuequ.enrolment.engine.package.container import Damaged, packed, unpacked
from xuequ.enrolment.engine.package.sealing import About, Inputs, digests_of, frozen, sealed
from xuequ.enrolment.engine.package.steps import (
    BEFORE,
    BYTES,
    CONTENT,
    DIGESTS,
    FILES,
    PUBLISHED,
    RESULT,
)
from xuequ.enrolment.engine.package.steps import PARTS as SEEDED
from xuequ.kernel.problems import Problems
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.methods.lottery.digests import HASHES
from xuequ.methods.lottery.seeds import Part
from xuequ.methods.lottery.variants import VARIANTS

SEATS = "plan,places\n甲校,3\n乙校,2\n丙校,0\n".encode()
ROWS = [
    "0001,甲校,1,no", "0002,乙校,2,yes", "0003,甲校,2,yes", "0004,甲校,1,no", "0005,乙校,1,no",
    "0006,甲校,1,no", "0007,丙校,1,no",
]  # fmt: skip
PARTS = [
    Part("digits", "家长掷球", "0491", length=4, faces=10),
    Part("public", "8月1日开奖号", "03 08 11"),
]
ABOUT = About("民办小学派位", "xuequ test", log=["冻结名单", "掷球"])


def roster(rows: list[str]) -> bytes:
    return ("number,plan,children,may_split\n" + "".join(each + "\n" for each in rows)).encode()


def rules(**more: Any) -> bytes:
    said = {"regime": "draw", "hash": "sha256", "variant": "ticket", "round": "2026"}
    return json.dumps({**said, "last_seat": "pass_over", **more}).encode()


def inputs(**more: Any) -> Inputs:
    return replace(Inputs(roster(ROWS), SEATS, rules(), PARTS), **more)


def failed(found: Checked) -> Text:
    """The one step that failed; none comes after it."""
    [*right, last] = found.steps
    assert last.wrong is not None and last.wrong.zh and last.wrong.en
    assert all(each.wrong is None for each in right)
    return last.name


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", HASHES)
@pytest.mark.parametrize("last_seat", ["pass_over", "split"])
def test_a_package_is_genuine_and_made_the_same_again(
    variant: str, name: str, last_seat: str
) -> None:
    of = inputs(rules=rules(variant=variant, hash=name, last_seat=last_seat))
    data = sealed(of, {}, ABOUT)
    assert data == sealed(of, {}, ABOUT)
    found = checked(data)
    assert found.is_genuine and len(found.digest) == 64
    assert checked(data, found.digest).steps[-1].name == PUBLISHED
    assert checked(data, frozen(of).upper()).is_genuine
    assert failed(checked(data, "0" * 64)) == PUBLISHED
    lines = unpacked(data)["result.csv"].decode().splitlines()
    assert len(lines) == 1 + len(ROWS)
    for plan, places in (("甲校", 3), ("乙校", 2), ("丙校", 0)):
        rows = [each.split(",") for each in lines if each.startswith(plan)]
        assert sum(int(each[5]) for each in rows) <= places
        assert [int(each[1]) for each in rows] == list(range(1, len(rows) + 1))


def test_any_byte_changed_anywhere_is_found_and_named() -> None:
    data = sealed(inputs(), {}, ABOUT)
    for at in range(len(data)):
        for turned in (1, 0x80):
            bad = bytearray(data)
            bad[at] ^= turned
            failed(checked(bytes(bad)))


def test_a_byte_more_or_less_is_found() -> None:
    data = sealed(inputs(), {}, ABOUT)
    for at in range(0, len(data), 7):
        assert failed(checked(data[:at] + data[at + 1 :])) == BYTES
        assert failed(checked(data[:at])) == BYTES
    assert failed(checked(data + b"\0")) == BYTES and failed(checked(b"")) == BYTES


def forged(data: bytes, **changed: bytes) -> bytes:
    """The same package with other files, their digests made anew."""
    files = {**unpacked(data)}
    for name, content in changed.items():
        files[name.replace("_", ".")] = content
    rest = {name: content for name, content in files.items() if name != "digests.txt"}
    return packed({**rest, "digests.txt": digests_of("sha256", rest)})


def test_a_forgery_with_fitting_digests_is_found_where_it_was_made() -> None:
    data = sealed(inputs(), {}, ABOUT)
    files = unpacked(data)
    lines = files["result.csv"].splitlines(keepends=True)
    swapped = b"".join([lines[0], lines[2], lines[1], *lines[3:]])
    assert failed(checked(forged(data, result_csv=swapped))) == RESULT
    assert failed(checked(forged(data, result_csv=b"".join(lines[:-1])))) == RESULT
    fewer = roster(ROWS[:-1])
    assert failed(checked(forged(data, roster_csv=fewer))) == BEFORE
    other = files["seed.json"].replace(b'"0491"', b'"0492"')
    assert failed(checked(forged(data, seed_json=other))) == SEEDED
    twice = roster([*ROWS, ROWS[0]])
    assert failed(checked(forged(data, roster_csv=twice))) == CONTENT
    later = files["package.json"].replace(b"package-1", b"package-2")
    assert failed(checked(forged(data, package_json=later))) == FILES
    assert failed(checked(forged(data, extra=b"?"))) == FILES
    more = packed({**files, "digests.txt": files["digests.txt"] + b"\n"})
    assert failed(checked(more)) == DIGESTS


def test_half_a_character_is_found_and_a_log_must_be_text() -> None:
    data = sealed(inputs(), {}, ABOUT)
    seed = unpacked(data)["seed.json"]
    half = seed.replace("家长掷球".encode(), rb"\ud800")
    assert failed(checked(forged(data, seed_json=half))) == SEEDED
    assert failed(checked(forged(data, log_txt=b"\xff"))) == FILES


def test_nothing_is_thrown_for_a_plan_in_which_nobody_takes_part() -> None:
    ring = inputs(rules=rules(variant="ring"), roster=roster(ROWS[:2]))
    with pytest.raises(Refused, match="thrown-unknown-plan"):
        sealed(ring, {("丙校", "start"): -7}, ABOUT)


def test_a_package_made_anew_as_a_whole_is_betrayed_by_what_was_published() -> None:
    honest = checked(sealed(inputs(), {}, ABOUT)).digest
    anew = sealed(inputs(roster=roster(ROWS[:-1])), {}, ABOUT)
    assert checked(anew).is_genuine
    assert failed(checked(anew, honest)) == PUBLISHED
    assert failed(checked(anew, frozen(inputs()))) == PUBLISHED


def test_a_rehearsal_says_so_for_ever() -> None:
    assert checked(sealed(inputs(), {}, replace(ABOUT, rehearsal=True))).rehearsal
    assert not checked(sealed(inputs(), {}, ABOUT)).rehearsal


def test_a_ring_thrown_by_hand_needs_no_seed() -> None:
    ring = inputs(rules=rules(variant="ring"), parts=[])
    thrown = {
        (plan, name): 1 for plan in ("甲校", "乙校", "丙校") for name in ("start", "interval")
    }
    data = sealed(ring, thrown, ABOUT)
    assert checked(data).is_genuine
    assert json.loads(unpacked(data)["seed.json"])["seed"] == ""
    del thrown["乙校", "start"]
    with pytest.raises(Refused, match="seed-without-parts"):
        sealed(ring, thrown, ABOUT)
    with pytest.raises(Refused, match="thrown-unknown-plan"):
        sealed(inputs(), {("丁校", "start"): 1}, ABOUT)


def test_what_a_package_cannot_hold_is_refused() -> None:
    with pytest.raises(Refused, match="title-wrong"):
        sealed(inputs(), {}, replace(ABOUT, title="甲,乙"))
    with pytest.raises(Refused, match="log-wrong"):
        sealed(inputs(), {}, replace(ABOUT, log=["一\n二"]))


@pytest.mark.parametrize(
    ("bad", "file", "line", "field"),
    [
        (inputs(roster=roster(["0001,丁校,1,no"])), "roster.csv", 2, "plan"),
        (inputs(roster=roster(["0001,甲校,0,no"])), "roster.csv", 2, "children"),
        (inputs(roster=roster(["0001,甲校,1,maybe"])), "roster.csv", 2, "may_split"),
        (inputs(roster=roster(["一号,甲校,1,no"])), "roster.csv", 2, "number"),
        (inputs(roster=roster([*ROWS, ROWS[3]])), "roster.csv", 9, "number"),
        (inputs(roster=roster(["0001,甲校,1"])), "roster.csv", 2, ""),
        (inputs(roster=roster(["0001, 甲校,1,no"])), "roster.csv", 2, "plan"),
        (inputs(roster=b"number\n"), "roster.csv", 1, ""),
        (inputs(roster=b"\xff\xfe"), "roster.csv", 0, ""),
        (inputs(seats="plan,places\n甲校,-1\n".encode()), "seats.csv", 2, "places"),
        (inputs(seats="plan,places\n甲校,1\n甲校,1\n".encode()), "seats.csv", 3, "plan"),
        (inputs(rules=rules(variant="coin")), "rules.json", 0, "variant"),
        (inputs(rules=rules(hash="md5")), "rules.json", 0, "hash"),
        (inputs(rules=rules(extra=1)), "rules.json", 0, "extra"),
        (inputs(rules=rules(round="一,二")), "rules.json", 0, "round"),
        (inputs(rules=b'{"hash": "sha256"}'), "rules.json", 0, "last_seat"),
        (inputs(rules=b'{"hash": "sm3", "hash": "sha256"}'), "rules.json", 0, ""),
        (inputs(rules=b"[1]"), "rules.json", 0, ""),
        (inputs(rules=rules(round="\ud800")), "rules.json", 0, ""),
        (inputs(rules=rules().decode().encode("utf-16")), "rules.json", 0, ""),
        (inputs(rules=b"\xef\xbb\xbf" + rules()), "rules.json", 0, ""),
        (inputs(rules=b"[" * 100_000), "rules.json", 0, ""),
    ],
)
def test_a_bad_file_is_refused_with_row_field_and_cure(
    bad: Inputs, file: str, line: int, field: str
) -> None:
    with pytest.raises(Problems) as found:
        sealed(bad, {}, ABOUT)
    first = found.value.problems[0]
    assert (first.file, first.line, first.field) == (file, line, field)
    assert first.text.zh and first.text.en


def test_containers_are_read_by_any_program_for_zip_files() -> None:
    import io
    import zipfile

    data = sealed(inputs(), {}, ABOUT)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        assert {name: file.read(name) for name in file.namelist()} == unpacked(data)


def test_a_container_names_what_is_wrong_with_it() -> None:
    for bad in (b"PK\x03\x04", packed({"a": b"1"})[:40], b"no zip"):
        with pytest.raises(Damaged) as found:
            unpacked(bad)
        assert found.value.text.zh
    with pytest.raises(Damaged, match="twice"):
        unpacked(packed({"a": b"1"})[:32] * 2)
