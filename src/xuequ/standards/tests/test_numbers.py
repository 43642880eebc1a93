"""School codes, telephone numbers and code tables of people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuequ.kernel.sheet import Unfit
from xuequ.standards.people import LETTERS, NATIONALITIES, NATIONALITIES_SAID, SEX, SEX_SAID
from xuequ.standards.phones import read_phone
from xuequ.standards.school_codes import (
    CATEGORIES,
    read_school_code,
    stages_advice,
    stages_fault,
)
from xuequ.standards.typed import spoilt

NINE = ("primary", "junior")


@pytest.mark.parametrize(
    "typed", ["2145000001", " 2145 000001", "'2145000001", "２１４５０００００１"]
)
def test_a_school_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_school_code(typed) == "2145000001"


@pytest.mark.parametrize(
    ("typed", "zh", "en"),
    [
        ("214500001", "现为9位", "this has 9"),
        ("1245000001", "“12”不是学校类别", "no kind of school"),
        ("2199000001", "“99”不是省级代码", "no province"),
        ("124501004986543210", "统一社会信用代码", "social credit code"),
        ("450103001000", "驻地地域码", "code of a place"),
        ("2145OOOOO1", "不含字母", "no letters"),
        ("2.1E+09", "科学记数法", "scientific"),
        ("##########", "太窄", "too narrow"),
    ],
)
def test_what_is_no_school_code_is_called_by_its_name(typed: str, zh: str, en: str) -> None:
    with pytest.raises(Unfit) as unfit:
        read_school_code(typed)
    assert zh in unfit.value.text.zh and en in unfit.value.text.en


@pytest.mark.parametrize(
    ("code", "stages", "fits"),
    [
        ("2145000001", ("primary",), True),
        ("2145000001", ("junior",), False),
        ("2145000001", NINE, True),  # grown from a primary school; see the advice
        ("3145000001", ("junior",), True),
        ("3145000001", NINE, True),
        ("3145000001", ("primary",), False),
        ("3145000001", ("senior",), False),
        ("3445000001", ("senior",), True),
        ("3445000001", ("junior", "senior"), True),
        ("3445000001", ("primary", "junior", "senior"), True),
        ("3445000001", ("junior",), False),
        ("3645000001", ("senior",), True),
        ("1145000001", ("primary",), False),
        ("5145000001", NINE, True),
        ("2145000001", (), True),  # not known
    ],
)
def test_the_kind_within_the_code_fits_the_stages(
    code: str, stages: tuple[str, ...], fits: bool
) -> None:
    found = stages_fault(code, stages)
    assert (found is None) == fits
    assert found is None or CATEGORIES[code[:2]].name.zh in found.zh


def test_a_nine_year_school_with_the_code_of_a_primary_school_is_advised() -> None:
    advice = stages_advice("2145000001", NINE)
    assert advice is not None and "31" in advice.zh and "31" in advice.en
    assert stages_advice("3145000001", NINE) is None
    assert stages_advice("2145000001", ("primary",)) is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13800001234", "13800001234"),
        ("+86 138-0000-1234", "13800001234"),
        ("8613800001234", "13800001234"),
        ("008613800001234", "13800001234"),
        ("１３８　００００　１２３４", "13800001234"),
        ("'13800001234", "13800001234"),
        ("0771-5551234", "0771-5551234"),
        ("07715551234", "0771-5551234"),
        ("(0771) 5551234", "0771-5551234"),
        ("（0771）5551234", "0771-5551234"),
        ("0771－5551234", "0771-5551234"),
        ("+86-771-5551234", "0771-5551234"),
        ("+86 10 6234 5678", "010-62345678"),
        ("010-62345678", "010-62345678"),
        ("027-8765 4321 转 12", "027-87654321-12"),
        ("0771-5551234-802", "0771-5551234-802"),
        ("0771-5551234转802", "0771-5551234-802"),
        ("400-800-1234", "400-800-1234"),
        ("4008001234", "400-800-1234"),
        ("+852 9123 4567", "+85291234567"),
    ],
)
def test_telephones_are_kept_in_one_form(typed: str, kept: str) -> None:
    assert read_phone(typed) == kept
    assert read_phone(kept) == kept


@pytest.mark.parametrize(
    ("typed", "zh"),
    [
        ("5551234", "缺少区号"),
        ("1380000123", "现为10位"),
        ("138000012345", "现为12位"),
        ("12800001234", "第二位为3至9"),
        ("1.38E+10", "科学记数法"),
        ("call me", "不是电话号码"),
        ("010-6234567", "不是电话号码"),
        ("<script>", "不是电话号码"),
    ],
)
def test_what_is_no_telephone_is_told_with_the_cure(typed: str, zh: str) -> None:
    with pytest.raises(Unfit) as unfit:
        read_phone(typed)
    assert zh in unfit.value.text.zh and unfit.value.text.en


@given(st.text(max_size=30))
def test_no_text_breaks_a_reader(text: str) -> None:
    for reads in (read_phone, read_school_code):
        try:
            kept = reads(text)
        except Unfit as unfit:
            assert unfit.text.zh and unfit.text.en
        else:
            assert reads(kept) == kept


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("1.1E+17", "scientific"), ("1.10105194912310E17", "scientific"), ("4E+17", "scientific"),
        ("###", "narrow"), ("#N/A", "formula"), ("#REF!", "formula"), ("#NAME?", "formula"),
        ("", None), ("110105194912310000", None), ("E12345678", None),
    ],
)  # fmt: skip
def test_what_spreadsheets_spoil_is_recognised(number: str, found: str | None) -> None:
    assert spoilt(number) == found


def test_there_are_56_nationalities_each_with_letters_of_its_own() -> None:
    assert list(NATIONALITIES) == [f"{n:02}" for n in range(1, 57)]
    assert len(set(LETTERS.values())) == len({each.zh for each in NATIONALITIES.values()}) == 56
    assert all(each.zh.endswith("族") for each in NATIONALITIES.values())


@pytest.mark.parametrize(
    ("said", "code"), [("汉", "01"), ("ha", "01"), ("1", "01"), ("壮", "08"), ("京", "49"),
                       ("su", "25"), ("56", "56"), ("维吾尔", "05")]
)  # fmt: skip
def test_nationalities_have_their_shorthand(said: str, code: str) -> None:
    assert NATIONALITIES_SAID[said] == code


def test_shorthand_leads_to_codes_of_its_table_and_never_to_two() -> None:
    assert set(NATIONALITIES_SAID.values()) == set(NATIONALITIES)
    assert len(NATIONALITIES_SAID) == 3 * 56
    assert set(SEX_SAID.values()) <= set(SEX)
