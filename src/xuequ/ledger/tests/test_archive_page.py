"""The page that takes a part of the ledger out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.http import FileResponse
from django.utils import timezone

from xuequ.ledger.services.archives import digest_of, faults_of
from xuequ.ledger.tests.handed import handed
from xuequ.ledger.tests.readers import browser
from xuequ.ledger.tests.township import Town, hold, town
from xuequ.record.models import Line
from xuequ.vault import store
from xuequ.vault.services import store_file
from xuequ.vault.tests.samples import jpeg

pytestmark = pytest.mark.django_db
PAGE = "/ledger/archive/"


@pytest.fixture
def here(db: None, tmp_path: Path, settings: object) -> Iterator[Town]:
    settings.VAULT_FILES = tmp_path / "files"  # type: ignore[attr-defined]
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"  # type: ignore[attr-defined]
    yield town()


def asked(place: str, since: str = "2026-09-01", last: str = "2026-09-30") -> dict[str, str]:
    return {"place": place, "since": since, "last": last}


def test_a_principal_takes_out_the_own_school_s_ledger_and_the_record_notes_it(here: Town) -> None:
    handed(here)
    client = browser(here.principal)
    shown = client.get(PAGE).content.decode()
    assert here.city.name in shown and here.village.name not in shown
    answer = client.post(PAGE, asked(f"school:{here.city.pk}"))
    assert isinstance(answer, FileResponse) and answer["Content-Type"] == "application/zip"
    data = io.BytesIO(b"".join(answer.streaming_content))
    assert faults_of(data, "x.zip") == []
    assert "听课报告" in zipfile.ZipFile(data).read("entries.csv").decode()
    line = Line.objects.latest("number")
    assert (line.verb, line.note["sha256"]) == ("export", digest_of(data))
    assert answer["X-Content-Digest"] == line.note["sha256"]
    assert line.account == f"p{here.principal.pk}"


def test_a_person_is_offered_where_the_link_named_them(here: Town) -> None:
    client = browser(here.principal)
    at = f"{PAGE}?place=person:{here.mentor.pk}"
    assert here.mentor.name in client.get(at).content.decode()
    assert client.post(at, asked(f"person:{here.mentor.pk}")).status_code == 200


@pytest.mark.parametrize(
    "place", ["school:{village}", "consortium:{district}", "person:{mover}", "school:x", "pupil:1"]
)
def test_what_is_out_of_scope_is_not_there(here: Town, place: str) -> None:
    client, lines = browser(here.principal), Line.objects.count()
    names = {"village": here.village.pk, "district": here.district.pk, "mover": here.mover.pk}
    text = place.format(**names)
    assert client.get(f"{PAGE}?place={text}").status_code == 404
    assert client.post(PAGE, asked(text)).status_code == 422
    assert Line.objects.count() <= lines + 1  # at most that somebody logged in


def test_a_teacher_may_not(here: Town) -> None:
    somebody = hold(here.authority, "teacher", here.city, "教演示")
    assert browser(somebody).get(PAGE).status_code == 403


def test_days_the_wrong_way_round_and_a_damaged_file_are_said(here: Town) -> None:
    client = browser(here.principal)
    wrong = client.post(PAGE, asked(f"school:{here.city.pk}", last="2026-08-31"))
    assert wrong.status_code == 422 and "before the first" in wrong.content.decode()
    coming = (timezone.localdate() + timedelta(days=30)).isoformat()
    empty = client.post(PAGE, asked(f"school:{here.city.pk}", coming, coming))
    assert empty.status_code == 422 and "yet to come" in empty.content.decode()
    entry = handed(here, files=[store_file(jpeg(), name="照片.jpg")])
    store.path_of(entry.attachments.get().file.digest).unlink()
    gone = client.post(PAGE, asked(f"school:{here.city.pk}"))
    assert gone.status_code == 422 and "照片.jpg" in gone.content.decode()
    assert not Line.objects.filter(verb="export").exists()
