"""A whole comparison: draws, samples, rows, and the tables it is told in."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from xuequ.enrolment.engine.comparison.compared import Compared, compared, sampled
from xuequ.enrolment.engine.comparison.figures import figures, ground_of
from xuequ.enrolment.engine.comparison.misreports import gained, tried
from xuequ.enrolment.engine.comparison.names import OTHERS
from xuequ.enrolment.engine.comparison.running import drawn, run
from xuequ.enrolment.engine.comparison.told import NO_RESULT, by_figure, by_regime
from xuequ.enrolment.engine.comparison.wanted import Wanted
from xuequ.enrolment.engine.comparison.ways import ways_of
from xuequ.enrolment.engine.places.carried import Case, carried_out
from xuequ.enrolment.engine.places.prepared import Prepared, prepared
from xuequ.enrolment.engine.places.rules import Step
from xuequ.kernel.table import Table
from xuequ.methods.intervals import wilson
from xuequ.methods.lottery.digests import tag

from .comparing import KINDS, county, rules
from .county import FUTIAN, ask, found, of

FEW = Wanted(draws=4, tried=2)


def futian() -> Prepared:
    return prepared(of("futian"), ask(FUTIAN, regime="greater_zone"))


def test_every_figure_is_the_mean_and_range_over_the_draws() -> None:
    held = county(5, rules(kinds=KINDS), most=12)
    read, ground = held.read, ground_of(held.read)
    told = compared(held, FEW)
    assert [each.way.code for each in told.rows] == ["own", *OTHERS]
    for way, row in zip(ways_of(read.rules, read.units, OTHERS), told.rows, strict=True):
        if way.rules is None:
            assert row.figures == {} and row.why is not None
            continue
        each = [
            figures(ground, run(read, way.rules, ground.slots, drawn(read, FEW.text, number)))
            for number in range(1, 5)
        ]
        for key, spread in row.figures.items():
            known = [value for told in each if (value := told[key]) is not None]
            assert spread.mean == pytest.approx(np.mean(known))
            assert (spread.low, spread.high) == (min(known), max(known))


def test_a_draw_is_what_the_package_would_make_of_its_seed() -> None:
    held = futian()
    read, seed = held.read, tag("sha256", b"xuequ compare", b"draw|3")
    mine = run(read, read.rules, ground_of(read).slots, drawn(read, "xuequ compare", 3))
    theirs = carried_out(Case(read.rules, read.schools, read.units, read.travel, seed))
    assert mine.composed.placed.tolist() == theirs.composed.placed.tolist()
    assert mine.case.seed == seed and found(held, seed).case.seed == seed


def test_the_same_text_makes_the_same_comparison_and_another_text_another() -> None:
    def ends(text: str) -> list[dict[tuple[str, str], object]]:
        told = compared(county(5, rules(Step("rounds", "draw")), most=12), replace(FEW, text=text))
        return [dict(each.figures) for each in told.rows]

    assert ends("甲") == ends("甲")
    assert len({str(ends(str(each))) for each in range(5)}) > 1


def test_samples_are_drawn_anew_for_each_draw_and_told_with_an_interval() -> None:
    held = county(2, rules(Step("rounds", "draw")), most=60)
    n = len(held.read.units.ids)
    wanted = replace(FEW, sample=10)
    samples = [sampled(held.read, wanted, number).tolist() for number in (1, 2)]
    assert samples[0] != samples[1] and all(len(set(each)) == 10 for each in samples)
    assert sampled(held.read, wanted, 3).size == 0
    counts = Counter(
        int(each)
        for text in range(300)
        for each in sampled(held.read, replace(wanted, text=str(text)), 1)
    )
    assert n > 20 and max(abs(counts[each] - 3000 / n) for each in range(n)) < 0.5 * 3000 / n
    told = compared(held, replace(wanted, others=("trading",)))
    gains = told.rows[0].gains
    assert gains is not None and (gains.families, gains.of) == (10, n)
    way, ground = ways_of(held.read.rules, held.read.units, ())[0], ground_of(held.read)
    ones = [
        gained(
            run(held.read, held.read.rules, ground.slots, drawn(held.read, wanted.text, number)),
            way.last, np.array(sample), tried(held.read),
        ).mean()
        for number, sample in enumerate(samples, 1)
    ]  # fmt: skip
    assert gains.share.value == pytest.approx(np.mean(ones))
    effective = 20 / (1 - 10 / n)
    assert gains.share == wilson(gains.share.value, effective)


def test_a_whole_count_has_no_interval() -> None:
    gains = compared(county(2, rules(), most=9), FEW).rows[0].gains
    assert gains is not None and gains.families == gains.of
    assert gains.share.low == gains.share.high == gains.share.value
    assert compared(county(2, rules(), most=9), replace(FEW, sample=0)).rows[0].gains is None


def test_rules_that_do_not_settle_a_tie_are_told_and_the_others_run() -> None:
    rows = "number,points,choice_1,choice_2,choice_3\nA,1,甲,,\nB,1,甲,,\n"
    held = prepared(rules(draw=False), ask(rows, "school,plan\n甲,1\n乙,1\n丙,1\n", ""))
    told = compared(held, FEW)
    assert told.rows[0].why is not None and "line 2" in told.rows[0].why.en
    assert told.rows[0].figures == {} and told.rows[0].gains is None
    assert {each.way.code for each in told.rows if each.figures} == set(OTHERS)


def test_a_regime_without_a_draw_is_run_once() -> None:
    rows = "number,points,choice_1,choice_2,choice_3\nA,2,甲,,\nB,1,甲,,\n"
    held = prepared(rules(draw=False), ask(rows, "school,plan\n甲,1\n乙,1\n丙,1\n", ""))
    row = compared(held, FEW).rows[0]
    assert row.figures["all", "unplaced"].mean == 1 and row.gains is not None


def test_without_any_child_there_are_no_shares() -> None:
    held = prepared(
        rules(),
        ask("number,points,choice_1,choice_2,choice_3\n", "school,plan\n甲,1\n乙,1\n丙,1\n", ""),
    )
    told = compared(held, FEW)
    assert all(each.gains is None for each in told.rows)
    assert by_regime(told).said("en")[0][1:3] == ["–", "–"]
    assert pick(by_figure(told).records("en"), "own", "all", "unplaced")[0]["mean"] == 0


def test_a_regime_without_choices_stands_alone() -> None:
    rows = "编号,地段学校,顺位\nA1,甲,4\nA2,甲,2\n"
    seats = "学校,招生计划,调剂顺序\n甲,1,乙\n乙,1,\n"
    told = compared(prepared(of("xingning"), ask(rows, seats, "", regime="catchment")), FEW)
    assert [each.why is None for each in told.rows] == [True, *[False] * len(OTHERS)]
    own = told.rows[0]
    assert own.figures["all", "at_own_school"].mean == 1 and own.gains is None
    assert own.figures["all", "otherwise"].mean == 2 and ("all", "envy") not in own.figures
    english = said(by_regime(told), "en")
    assert "at the own school" in english and "top trading cycles, draw only – the" in english


def said(table: object, language: str) -> str:
    assert isinstance(table, Table)
    cells = [str(cell) for row in table.said(language) for cell in row]
    return "\n".join([*cells, *(each.say(language) for each in table.notes)])


def test_the_table_for_people_sets_the_regimes_side_by_side() -> None:
    told = compared(futian(), FEW)
    table = by_regime(told)
    assert [each.code for each in table.columns] == [
        "figure",
        "own",
        *[c for c in OTHERS if c != "rounds"],
    ]
    chinese, english = said(table, "zh-hans"), said(table, "en")
    assert "仅供比较，不是录取结果" in chinese and "For comparison only" in english
    assert "志愿轮次：未运行，与“本地办法”相同" in chinese and "every list tried" in english
    assert "第一志愿\n50.0%" in chinese and "平均路程（米）" in chinese


def test_groups_have_their_own_lines_and_none_that_is_all_or_nobody() -> None:
    held = county(5, rules(kinds=KINDS), most=12)
    told = compared(held, FEW)
    codes = [each.code for each in told.groups]
    assert codes == ["all", "own", "no_own", "kind_军", "kind_教", "no_kind"]
    lines = said(by_regime(told), "en")
    for group in told.groups:
        assert f"[{group.name.en}] {told.children[group.code]}\n" in lines
    assert told.children["own"] + told.children["no_own"] == told.children["all"]
    assert [each.code for each in compared(futian(), FEW).groups] == ["all"]


def test_the_table_for_programs_has_a_line_for_each_figure() -> None:
    told = compared(futian(), FEW)
    records = by_figure(told).records("en")
    assert {each["status"] for each in records} == {NO_RESULT.en}
    [first] = pick(records, "own", "all", "choice_1")
    assert (first["mean"], first["of"], first["unit"]) == (2, 4, "children")
    [gain] = pick(records, "own", "all", "could_gain")
    assert gain["unit"] == "families" and gain["of"] == 4
    [way] = pick(records, "own", "all", "metres_mean")
    assert way["unit"] == "metres" and way["mean"] == pytest.approx((3 + 900) / 4)
    [same] = [each for each in records if each["regime"] == "rounds"]
    assert same["why"] == "the same as «the policy's own»" and same["mean"] is None


def pick(
    records: list[dict[str, object]], regime: str, group: str, figure: str
) -> list[dict[str, object]]:
    wanted = (regime, group, figure)
    return [each for each in records if (each["regime"], each["group"], each["figure"]) == wanted]


def test_a_sample_is_told_with_its_size_and_what_was_tried() -> None:
    held = county(2, rules(m=4, k=4, draw=True), most=60)
    told: Compared = replace(compared(held, replace(FEW, sample=10)), every_list=False)
    english = said(by_regime(told), "en")
    assert "10 of" in english and "trying each school first" in english
    assert "抽查10户" in said(by_regime(told), "zh-hans")
