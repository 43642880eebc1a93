"""ID numbers against GB 11643, and masks against odd names."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuequ.directory.engine.identity import (
    WEIGHTS,
    Read,
    advice,
    check_digit,
    clean,
    fault,
    is_old,
    pupil_number_advice,
    pupil_number_fault,
    read,
    read_number,
)
from xuequ.directory.engine.masks import mask_name, mask_number, mask_phone
from xuequ.directory.engine.purposes import FAULTS, reason_fault
from xuequ.kernel.sheet import Unfit

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("number", "born", "sex"),
    [
        ("11010519491231002X", date(1949, 12, 31), "female"),  # the standard's own examples
        ("440524188001010014", date(1880, 1, 1), "male"),
    ],
)
def test_the_examples_of_the_standard_hold(number: str, born: date, sex: str) -> None:
    assert fault("resident", number, TODAY) is None
    assert read(number) == Read(number[:6], born, sex)
    assert check_digit(number[:17]) == number[17]


@pytest.mark.parametrize("area", ["810000", "820000", "830000"])
def test_residence_permits_are_numbers_too(area: str) -> None:
    first = f"{area}19920130002"
    number = first + check_digit(first)
    assert fault("permit", number, TODAY) is None
    assert fault("resident", number, TODAY) == "kind"


@pytest.mark.parametrize("area", ["330113", "500112", "999999", "440524"])
def test_no_number_is_refused_for_its_place(area: str) -> None:
    first = f"{area}19700101001"
    assert fault("resident", first + check_digit(first), TODAY) is None
    assert (advice(first + check_digit(first)) is None) == (area == "440524")


@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        ("110105194912310021", "digit"),
        ("11010519491231002x", "length"),  # before it is cleaned
        ("1101054912310021", "length"),
        ("110105491231002", "old"),
        ("110105491331002", "length"),
        ("110105194912310000", "rounded"),
        ("440524188001010000", "rounded"),
        ("1.1010519491231E+17", "scientific"),
        ("1.1E+17", "scientific"),
        ("######", "narrow"),
        ("#VALUE!", "formula"),
        ("11010519490231002X", "day"),
        ("11010520990101002X", "day"),
        ("11010517991231002X", "day"),
        ("01010519491231002X", "length"),
        ("１１０１０５１９４９１２３１００２Ｘ", "length"),
        ("", "length"),
    ],
)
def test_what_cannot_be_a_number_says_why(number: str, wrong: str) -> None:
    assert fault("resident", number, TODAY) == wrong
    assert FAULTS[wrong].zh and FAULTS[wrong].en


def test_somebody_born_today_has_a_number_and_nobody_born_tomorrow() -> None:
    for day, wrong in (("20261122", None), ("20261123", "day")):
        first = f"110105{day}002"
        assert fault("resident", first + check_digit(first), TODAY) == wrong


def test_every_wrong_digit_and_every_swap_of_neighbours_is_found() -> None:
    """The check digit is linear in the others: what one change adds decides, whatever the rest."""
    for at, weight in enumerate(WEIGHTS):
        assert all(weight * shift % 11 for shift in range(-9, 10) if shift), at
    for one, other in pairwise((*WEIGHTS, 1)):  # the check digit itself has weight 1
        assert all((one - other) * shift % 11 for shift in range(-10, 11) if shift)
    last = 1  # by which the check digit counts, 10 for X
    for example in ("11010519491231002X", "440524188001010014"):
        values = [10 if each == "X" else int(each) for each in example]
        assert sum(v * w for v, w in zip(values, (*WEIGHTS, last), strict=True)) % 11 == 1


@given(st.from_regex(r"[1-9][0-9]{16}", fullmatch=True), st.integers(0, 17))
def test_a_number_with_a_slip_is_no_number(first: str, at: int) -> None:
    number = first + check_digit(first)
    slips = {
        number[:at] + digit + number[at + 1 :]
        for digit in "0123456789X"
        if at == 17 or digit != "X"
    }
    if at < 16 or (at == 16 and number[17] != "X"):
        slips.add(number[:at] + number[at + 1] + number[at] + number[at + 2 :])
    for slip in slips - {number}:
        assert check_digit(slip[:17]) != slip[17]


def test_a_number_of_fifteen_digits_is_called_old_by_its_day() -> None:
    assert is_old("110105491231002") and not is_old("110105490231002")


def test_a_number_typed_with_quotes_is_the_same_number() -> None:
    assert read_number("'11010519491231002x") == read_number("’１１０１０５19491231002ｘ\u200b")
    with pytest.raises(Unfit, match="scientific"):
        read_number("1.1E+17")


def test_the_place_is_advice_with_its_years() -> None:
    first = "11022120100101001"
    found = advice(first + check_digit(first))
    assert found is not None and "1980—1998年昌平县" in found.zh and "110114" in found.en
    assert advice("11010519491231002X") is None
    assert advice("E12345678") is None
    permit = "81000019920130002"
    assert advice(permit + check_digit(permit)) is None


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(text: str) -> None:
    cleaned = clean(text)
    for kind in ("resident", "permit", "passport", ""):
        assert fault(kind, cleaned, TODAY) in {None, *FAULTS}
    assert pupil_number_fault(cleaned, TODAY) in {None, *FAULTS}
    assert reason_fault(text) in {None, "short", "digits"}


def test_a_number_typed_wide_or_with_blanks_is_the_same_number() -> None:
    assert clean(" １１０１０５ 1949-1231 002ｘ ") == "11010519491231002X"


@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        ("G11010519491231002X", None),
        ("G110105194912310021", "digit"),
        ("J110105201501010011", None),
        ("L110105201513010011", "day"),
        ("J11010520150101001X", None),  # its check digit is advice
        ("L110105201501011234", None),
        ("L11010520150101123X", "pupil-length"),
        ("G110105201501010000", "rounded"),
        ("110105201501010000", "rounded"),
        ("11010519491231002X", "no-letter"),
        ("1.1E+17", "scientific"),
        ("1234567890123456", "local"),
        ("X110105201501010011", "pupil-length"),
    ],
)
def test_pupil_numbers_are_the_national_ones(number: str, wrong: str | None) -> None:
    assert pupil_number_fault(number, TODAY) == wrong
    assert wrong is None or FAULTS[wrong].zh


@pytest.mark.parametrize(
    ("number", "odd"),
    [
        ("L450103201501011234", []),
        ("J450103201501010012", []),
        ("J450103201501010011", ["末位校验码"]),
        ("L450199201501011234", ["没有450199"]),
        ("L450103199001011234", ["出生年份"]),
        ("G11010519491231002X", ["出生年份"]),
        ("L990103202501011234", ["“99”", "出生年份"]),
        ("X", []),
    ],
)
def test_what_is_odd_about_a_pupil_number_is_advice(number: str, odd: list[str]) -> None:
    found = pupil_number_advice(number, TODAY)
    assert len(found) == len(odd)
    assert all(part in each.zh and each.en for part, each in zip(odd, found, strict=True))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张小三", "张*三"),
        ("张三", "张*"),
        ("张", "*"),
        ("", ""),
        ("欧阳娜娜", "欧**娜"),
        ("𠮷田一", "𠮷*一"),
        ("𠮷", "*"),
        ("买买提·吐尔逊", "买**·**逊"),
        ("葛\U000e0100一二", "葛\U000e0100*二"),  # a variant belongs to its character
        ("Anna Li", "A*** *i"),
        (" 张小三 ", "张*三"),
    ],
)
def test_names_keep_first_and_last(name: str, shown: str) -> None:
    assert mask_name(name) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("310101199001011234", "3101**********1234"),
        ("G310101199001011234", "G3101**********1234"),
        ("E12345678", "E******78"),
        ("AB12", "***2"),
        ("A", "*"),
        ("", ""),
    ],
)
def test_numbers_keep_as_much_as_their_owner_needs(number: str, shown: str) -> None:
    assert mask_number(number) == shown


@pytest.mark.parametrize(
    ("phone", "shown"), [("13800001234", "138****1234"), ("07715551234", "077****1234"), ("", "")]
)
def test_telephones_keep_their_ends(phone: str, shown: str) -> None:
    assert mask_phone(phone) == shown


@given(st.text("0123456789X", max_size=30))
def test_a_mask_never_shows_more_than_half_of_a_number(number: str) -> None:
    masked = mask_number(number)
    assert len(masked) == len(number) and masked.count("*") * 2 >= len(number)


@given(st.text(max_size=60))
def test_no_name_breaks_its_mask(name: str) -> None:
    assert mask_name(mask_name(name)) == mask_name(name) or "*" in mask_name(name)
