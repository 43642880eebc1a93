"""What is kept of a photograph or film does not tell where it was taken, and still is whole."""

from __future__ import annotations

import io

import pytest

from xuequ.vault.engine.examine import clean, examine
from xuequ.vault.tests.samples import PLACE, jpeg, samples

TELLING = ["照片.jpg", "截图.png", "图.webp", "手机照片.heic", "录音.m4a", "课堂.mp4", "课堂.mov"]


def kept(name: str, data: bytes) -> bytes:
    """What is kept of a file."""
    sink = io.BytesIO()
    source = io.BytesIO(data)
    return sink.getvalue() if clean(source, sink, examine(source, name)) else data


@pytest.mark.parametrize("name", TELLING)
def test_the_place_is_gone_and_the_file_is_whole(name: str) -> None:
    data = samples()[name]
    found = kept(name, data)
    assert PLACE in data and PLACE not in found
    examine(io.BytesIO(found), name)


@pytest.mark.parametrize("name", TELLING)
def test_cleaning_again_changes_nothing(name: str) -> None:
    once = kept(name, samples()[name])
    assert kept(name, once) == once


@pytest.mark.parametrize("name", ["手机照片.heic", "课堂.mp4"])
def test_in_boxes_nothing_moves(name: str) -> None:
    assert len(kept(name, samples()[name])) == len(samples()[name])
    assert b"picture!" in kept(name, samples()[name]) or b"the film itself" in kept(
        name, samples()[name]
    )


@pytest.mark.parametrize("name", sorted(set(samples()) - set(TELLING)))
def test_documents_are_kept_as_they_are(name: str) -> None:
    assert kept(name, samples()[name]) == samples()[name]


def test_a_photograph_keeps_its_colours_and_the_way_it_is_turned() -> None:
    found = kept("a.jpg", jpeg(turn=6))
    assert b"ICC_PROFILE" in found and b"JFIF" in found
    assert found.count(b"Exif") == 1 and b"\x01\x12\0\x03\0\0\0\x01\0\x06" in found


def test_a_photograph_that_is_upright_keeps_no_exif_at_all() -> None:
    assert b"Exif" not in kept("a.jpg", jpeg(turn=1))
    assert b"Exif" not in kept("a.jpg", jpeg(turn=99))


def test_what_follows_the_end_of_a_picture_is_not_kept() -> None:
    assert kept("a.jpg", jpeg() + b"PK\x03\x04").endswith(b"\xff\xd9")
    assert kept("a.png", samples()["截图.png"]).endswith(b"IEND\xaeB`\x82")
