"""What a browser sends stops at the limit, and what it gets it treats as a stranger's."""

from __future__ import annotations

import errno
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client

from xuequ.vault.giving import give_out
from xuequ.vault.services import store_file
from xuequ.vault.tests.keeping import left
from xuequ.vault.tests.samples import film, jpeg, pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
SHEET = "/intake/roster/"
GIGABYTES = 2 * 1024**3


class Unread(io.RawIOBase):
    """A body nobody may read."""

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("it was read")


def announced(client: Client, path: str, size: int) -> Any:
    """The answer to a form that says how long it is, and is not read."""
    environ: Any = {
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "CONTENT_LENGTH": str(size),
        "wsgi.input": Unread(),
    }
    return client.generic("POST", path, **environ)


def sent(client: Client, size: int, name: str = "名册.csv") -> Any:
    """The answer to a form with a file of so many bytes."""
    return client.post(
        SHEET, {"since": "2026-09-01", "file": SimpleUploadedFile(name, b"x" * size)}
    )


@pytest.mark.parametrize(("language", "words"), [("en", "larger than 102 MB"), ("zh-hans", "102")])
def test_two_gigabytes_are_refused_before_a_byte_is_read(
    client_of: Any, language: str, words: str
) -> None:
    client = client_of("bureau")
    client.cookies["language"] = language
    page = announced(client, SHEET, GIGABYTES)
    assert page.status_code == 413 and words in page.text


def test_the_check_against_forged_forms_does_not_read_them_either(client_of: Any) -> None:
    client = client_of("bureau")
    assert client.get(SHEET).cookies["csrftoken"]
    client.handler.enforce_csrf_checks = True
    assert announced(client, SHEET, GIGABYTES).status_code == 413


def test_a_stranger_sends_no_more_than_a_megabyte() -> None:
    page = announced(Client(), "/log-in/", 2_000_000)
    assert page.status_code == 413


def test_a_file_stops_at_its_limit_and_nothing_is_left(
    client_of: Any, settings: Any, home: Path
) -> None:
    settings.VAULT_MEGABYTES = {**settings.VAULT_MEGABYTES, "document": 1}
    client = client_of("bureau")
    client.cookies["language"] = "en"
    page = sent(client, 2_000_000)
    assert page.status_code == 413
    assert "名册.csv is larger than 1 MB, the most for documents" in page.text
    assert left(home) == []


def test_a_film_may_be_larger_than_a_document(client_of: Any, settings: Any) -> None:
    settings.VAULT_MEGABYTES = {**settings.VAULT_MEGABYTES, "document": 1}
    assert sent(client_of("bureau"), 2_000_000, "a.mp4").status_code == 422  # no sheet


def test_a_full_disk_is_said(client_of: Any, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", full)
    client = client_of("bureau")
    client.cookies["language"] = "en"
    page = sent(client, 10)
    assert page.status_code == 503 and "名册.csv could not be kept" in page.text
    assert left(home) == []


def test_an_upload_that_was_read_leaves_nothing_behind(client_of: Any, home: Path) -> None:
    assert sent(client_of("bureau"), 10).status_code == 302  # kept sealed, to match its columns
    assert left(home) == []


def test_a_form_of_too_many_fields_is_answered_in_words(client_of: Any) -> None:
    client = client_of("bureau")
    client.cookies["language"] = "en"
    page = client.post(SHEET, {f"f{n}": "x" for n in range(1_100)})
    assert page.status_code == 413 and "The form is larger" in page.text


def test_other_broken_requests_get_the_plain_answer(client_of: Any) -> None:
    page = client_of("bureau").get("/", headers={"host": "evil.example"})
    assert page.status_code == 400


@pytest.mark.parametrize(
    ("name", "data", "kind", "is_shown"),
    [
        ("听课.jpg", jpeg(), "image/jpeg", True),
        ("通知.pdf", pdf(), "application/pdf", False),
        ("课堂.mp4", film(), "video/mp4", False),
        ("记录.txt", b"<script>alert(1)</script>", "text/plain", False),
    ],
)
def test_a_file_is_given_out_so_that_it_does_nothing(
    name: str, data: bytes, kind: str, is_shown: bool
) -> None:
    stored = store_file(data, name=name)
    answer = give_out(stored, is_shown=True)
    assert len(answer.getvalue()) == stored.size == int(answer["Content-Length"])
    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"].startswith("inline" if is_shown else "attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"


def test_a_file_is_saved_under_its_chinese_name() -> None:
    answer = give_out(store_file(pdf(), name='听课 "一".pdf'))
    disposition = answer["Content-Disposition"]
    assert disposition == "attachment; filename*=utf-8''%E5%90%AC%E8%AF%BE%20_%E4%B8%80_.pdf"
    answer.close()
