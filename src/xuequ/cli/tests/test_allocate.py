"""`xuequ allocate`: from a county's tables and a profile to a package, without a database.

Every package is also given to the single file that anybody can run, and it must agree.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from xuequ import enrolment
from xuequ.cli.main import main
from xuequ.cli.tests.asking import Capture, complaint, rows_of
from xuequ.cli.writing import write_new

ALONE = Path(enrolment.__path__[0]) / "verifier" / "verify.py"
SEED = {"parts": [{"kind": "digits", "name": "掷球", "length": 4, "faces": 10, "value": "0491"}]}
FUTIAN = """编号,地段学校,居住地,积分,第一志愿,第二志愿,第三志愿
A1,福强小学,益田村,85,福强小学,全海小学,益田小学
A2,全海小学,益田村,95,福强小学,益田小学,全海小学
A3,益田小学,益田村,80.5,福强小学,全海小学,益田小学
A4,益田小学,水围,70,全海小学,益田小学,
"""
ZONE = "学校,招生计划,片区内\n福强小学,1,是\n全海小学,1,是\n益田小学,1,是\n水围小学,3,否\n"
WAYS = "居住地,学校,路程（米）\n益田村,水围小学,1900\n水围,水围小学,300\n"
SHARED = """编号,地段学校,居住地,积分,第一志愿,第二志愿,第三志愿
B1,梅山中学,梅山,90,梅山中学,梅香学校初中部,北环中学
B2,梅山中学,梅山,80,梅山中学,梅香学校初中部,北环中学
B3,梅山中学,梅山,70,梅香学校初中部,梅山中学,北环中学
B4,梅山中学,梅山,60,梅香学校初中部,梅山中学,北环中学
"""
SHARED_SEATS = "学校,招生计划,片区内\n梅香学校初中部,1,是\n梅山中学,1,是\n北环中学,1,否\n"
FEED = "编号,毕业小学\n" + "".join(f"C{n},{'东' if n % 3 else '西'}小\n" for n in range(9))
FEED_SEATS = "学校,招生计划,对口小学\n东中,4,东小\n西中,6,西小\n"
LOTTERY = "编号,捆绑,第一志愿,第二志愿\n" + "".join(
    f"D{n},{'t' if n in (3, 4) else ''},一中,二中\n" for n in range(8)
)
CATCHMENT = "编号,地段学校,顺位\n" + "".join(f"E{n},甲校,{1 + n % 2}\n" for n in range(6))
CASES = {
    "futian greater zone": ("futian", "greater_zone", FUTIAN, ZONE, WAYS, 4),
    "futian shared zone": ("futian", "shared_zone", SHARED, SHARED_SEATS, "", 3),
    "guilin feed": ("guilin", "feed", FEED, FEED_SEATS, "", 9),
    "guilin lottery": ("guilin", "lottery", LOTTERY, "学校,招生计划\n一中,3\n二中,5\n", "", 8),
    "xingning": ("xingning", "catchment", CATCHMENT,
                 "学校,招生计划,调剂顺序\n甲校,3,乙校\n乙校,2,\n", "", 5),
    "shuangtaizi": ("shuangtaizi", "", CATCHMENT,
                    "学校,招生计划,班数\n甲校,9,1\n乙校,2,1\n", "", 4),
}  # fmt: skip
CLAUSES = {
    "futian greater zone": ("ENR-07", "ENR-08", "ENR-10", "ENR-11", "ENR-12", "ENR-13"),
    "futian shared zone": ("ENR-19", "ENR-20", "ENR-21"),
    "guilin feed": ("ENR-26",),
    "guilin lottery": ("ENR-27",),
    "xingning": ("ENR-32",),
    "shuangtaizi": ("ENR-05", "ENR-06"),
}


def files(folder: Path, applications: str, seats: str, travel: str) -> list[str]:
    """Write a county's files, as Excel does, and name them."""
    (folder / "报名.csv").write_bytes(applications.encode("gb18030"))
    (folder / "学位.csv").write_bytes(seats.encode("utf-8-sig"))
    (folder / "seed.json").write_text(json.dumps(SEED), encoding="utf-8")
    named = [str(folder / "报名.csv"), "--seats", str(folder / "学位.csv")]
    if travel:
        (folder / "路程.csv").write_text(travel, encoding="utf-8")
        named += ["--travel", str(folder / "路程.csv")]
    return [*named, "--seed", str(folder / "seed.json"), "--day", "2026-06-01"]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=[pytest.mark.clause(clause) for clause in CLAUSES[case]])
        for case in CASES
    ],
)
def test_every_regime_gives_a_package_that_an_outsider_makes_again(
    capsys: Capture, tmp_path: Path, case: str
) -> None:
    profile, regime, applications, seats, travel, placed = CASES[case]
    named = [*files(tmp_path, applications, seats, travel), "--profile", profile]
    named += ["--regime", regime] if regime else ["--class-size", "4"]
    code, rows = rows_of(capsys, "allocate", *named, "--freeze")
    assert code == 0
    frozen = rows[0]["value"]
    package = tmp_path / "places.zip"
    code, rows = rows_of(capsys, "allocate", *named, "--out", str(package))
    digest = rows[0]["value"]
    without = [row["value"] for row in rows if row["what"] in ("未安排", "without a place")]
    assert code == 0
    assert len(applications.splitlines()) - 1 - placed == sum(map(int, without))
    for published in (frozen, digest):
        assert main(["verify", str(package), "--published", published]) == 0
        alone = [sys.executable, "-I", "-S", str(ALONE), str(package), published]
        assert subprocess.run(alone, capture_output=True, check=False).returncode == 0
    capsys.readouterr()
    assert "exists" in complaint(capsys, "allocate", *named, "--out", str(package))
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".")]


def test_rules_that_somebody_wrote_are_carried_out_as_well(capsys: Capture, tmp_path: Path) -> None:
    """A private school: all in when within the plan, all drawn when over it."""
    step = {"method": "rounds", "by": "draw", "bonus": "0", "bonus_at": "any", "places": 0,
            "draws": "one", "for_all": False}  # fmt: skip
    rules = {"regime": "allocation", "hash": "sm3", "round": "2026 民办", "source": "阳光招生",
             "class_size": 0, "belongs": "home", "zone": [], "choices": ["any"], "ties": [],
             "draw": True, "kinds": [], "last_seat": "pass_over", "stages": [step]}  # fmt: skip
    (tmp_path / "rules.json").write_text(json.dumps(rules), encoding="utf-8")
    rows = "编号,志愿1\n" + "".join(f"F{n},民办\n" for n in range(9))
    named = [
        *files(tmp_path, rows, "学校,计划\n民办,5\n", ""),
        "--rules",
        str(tmp_path / "rules.json"),
    ]
    code, found = rows_of(capsys, "allocate", *named, "--out", str(tmp_path / "p.zip"))
    assert code == 0 and [row["value"] for row in found[1:]] == ["5", "4"]


SWAPS = {
    "报名.csv, line 5, 编号: this child applied on line 2": ("A4", "A1"),
    "报名.csv, line 4, 积分: points 80.555 must be": ("80.5", "80.555"),
    "报名.csv, line 4, 积分: points are missing": ("80.5", ""),
    "line 2, 第一志愿: 无此校 is not in the list": ("85,福强小学", "85,无此校"),
    "line 2, 第一志愿: 水围小学 may not be choice 1": ("85,福强小学", "85,水围小学"),
    "第二志愿: 益田小学 is choice 1 already": ("水围,70,全海小学", "水围,70,益田小学"),
    "choice_3: this column is missing": ("第三志愿", "第四志愿"),
    "line 1, 分数: there is no column '分数'": ("积分", "分数"),
    "line 5: the line has more cells": ("70,全海小学,益田小学,", "70,全海小学,益田小学,,,"),
    "报名.csv, line 5, 编号: 1 to 32 digits": ("A4", "张三"),
    "报名.csv, line 5, 第一志愿: no commas, quotes": ("水围,70,全海小学", '水围,70,"全海,小学"'),
    "报名.csv, line 5: a quotation mark is not closed": ("A4", '"A4'),
    "学位.csv, line 5, 招生计划: '-3' must be": ("水围小学,3", "水围小学,-3"),
    "line 5, 学校: 福强小学 stands twice": ("水围小学,3", "福强小学,3"),
    "line 5, 片区内: it must be yes or no": ("3,否", "3,也许"),
    "路程.csv, line 3, 路程（米）: '远' must be": ("水围小学,300", "水围小学,远"),
    "路程.csv, line 3, 学校: 火星小学 is not in": ("水围小学,300", "火星小学,300"),
}


@pytest.mark.parametrize("said", SWAPS)
def test_bad_lines_are_told_with_the_county_s_own_file_line_and_head(
    capsys: Capture, tmp_path: Path, said: str
) -> None:
    there, instead = SWAPS[said]
    tables = [each.replace(there, instead) for each in (FUTIAN, ZONE, WAYS)]
    assert tables != [FUTIAN, ZONE, WAYS]
    named = [*files(tmp_path, *tables), "--profile", "futian", "--regime", "greater_zone"]
    named += ["--out", str(tmp_path / "p.zip")]
    assert said in complaint(capsys, "allocate", *named)
    assert "csv" in complaint(capsys, "allocate", *named, language="zh-hans")
    assert not (tmp_path / "p.zip").exists()


def test_children_of_a_bundle_that_differ_and_an_empty_file_are_refused(
    capsys: Capture, tmp_path: Path
) -> None:
    rest = ["--profile", "futian", "--regime", "greater_zone", "--out", str(tmp_path / "p.zip")]
    twins = FUTIAN.replace("居住地", "捆绑").replace("益田村", "t").replace("水围", "")
    said = complaint(capsys, "allocate", *files(tmp_path, twins, ZONE, WAYS), *rest)
    assert "报名.csv, line 3, 捆绑: children of bundle t must be alike" in said
    said = complaint(capsys, "allocate", *files(tmp_path, "", ZONE, WAYS), *rest)
    assert "the file is empty" in said


def test_what_is_not_settled_is_refused(capsys: Capture, tmp_path: Path) -> None:
    named = files(tmp_path, FUTIAN, ZONE, WAYS)
    out = ["--out", str(tmp_path / "p.zip")]
    futian = [*named, "--profile", "futian"]
    assert "choose one of: greater_zone" in complaint(capsys, "allocate", *futian, *out)
    assert "nowhere" in complaint(capsys, "allocate", *named, "--profile", "nowhere", *out)
    without = [each for each in futian if not each.endswith("seed.json") and each != "--seed"]
    said = complaint(capsys, "allocate", *without, "--regime", "greater_zone", *out)
    assert "needs a seed" in said
    short = {"parts": [{**SEED["parts"][0], "value": "049"}]}
    (tmp_path / "seed.json").write_text(json.dumps(short), encoding="utf-8")
    said = complaint(capsys, "allocate", *futian, "--regime", "greater_zone", *out)
    assert "as many digits as announced" in said
    thrown = {"thrown": [{"plan": "x", "name": "start", "value": 1}]}
    (tmp_path / "seed.json").write_text(json.dumps(thrown), encoding="utf-8")
    said = complaint(capsys, "allocate", *futian, "--regime", "greater_zone", *out)
    assert "thrown by hand" in said
    guilin = [*without, "--profile", "shuangtaizi", *out]
    assert "class_size" in complaint(capsys, "allocate", *guilin)
    assert "from 1" in complaint(capsys, "allocate", *guilin, "--class-size", "0")


KILLED = """
import os, signal, sys
from pathlib import Path
from xuequ.cli.writing import write_new
setattr(os, sys.argv[1], lambda *given: os.kill(os.getpid(), signal.SIGKILL))
write_new(Path(sys.argv[2]), b"package")
"""


@pytest.mark.parametrize("when", ["fsync", "link"])
def test_a_process_killed_while_it_writes_leaves_no_half_of_a_package(
    tmp_path: Path, when: str
) -> None:
    package = tmp_path / "p.zip"
    killed = subprocess.run([sys.executable, "-c", KILLED, when, str(package)], check=False)
    assert killed.returncode == -9 and not package.exists()
    write_new(package, b"package")
    assert package.read_bytes() == b"package"


def test_what_each_child_is_told_is_written_beside_the_package(
    capsys: Capture, tmp_path: Path
) -> None:
    named = [*files(tmp_path, FUTIAN, ZONE, WAYS), "--profile", "futian"]
    named += ["--regime", "greater_zone", "--out", str(tmp_path / "p.zip")]
    code, _ = rows_of(capsys, "allocate", *named, "--reasons", str(tmp_path / "理由.csv"))
    assert code == 0
    lines = (tmp_path / "理由.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 1 + 3 * 3 + 2 + 1 and "录取线" in lines[1]
    again = [each if not each.endswith("p.zip") else str(tmp_path / "q.zip") for each in named]
    said = complaint(capsys, "allocate", *again, "--reasons", str(tmp_path / "理由.csv"))
    assert "exists" in said and not (tmp_path / "q.zip").exists()
