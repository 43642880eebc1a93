"""Private files are kept once, readable by the owner only; what is refused leaves nothing."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from xuequ.kernel.refusal import Refused
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text
from xuequ.vault import services, store
from xuequ.vault.models import StoredFile
from xuequ.vault.queries import faults
from xuequ.vault.services import (
    Upload,
    drop_file,
    open_file,
    store_file,
    take_in,
)
from xuequ.vault.tests.keeping import left, refusal
from xuequ.vault.tests.samples import PLACE, jpeg, pdf, samples
from xuequ.web.outputs import OUTPUTS
from xuequ.web.refusals import explain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
MEGABYTE = 1024 * 1024


@pytest.mark.parametrize("name", samples())
def test_a_file_of_every_kind_is_stored_and_read_again(name: str, home: Path) -> None:
    stored = store_file(SimpleUploadedFile(name, samples()[name]), name=name)
    with open_file(stored) as file:
        data = file.read()
    assert hashlib.sha256(data).hexdigest() == stored.digest and len(data) == stored.size
    assert (stored.name, stored.is_scanned) == (name, False)
    assert left(home) == [store.path_of(stored.digest)]


@pytest.mark.parametrize("kind", ["xlsx", "docx", "pdf", "csv"])
def test_what_the_product_writes_itself_is_taken(kind: str) -> None:
    columns = (Column("a", "学校", "School"),)
    table = Table(Text("名册", "Roster"), columns, [(f"第{n}小学",) for n in range(300)])
    data = OUTPUTS[kind].write(table, "zh-hans")
    assert OUTPUTS[kind].media.startswith(store_file(data, name=f"名册.{kind}").kind)


def test_bytes_streams_and_uploads_are_the_same(home: Path) -> None:
    data = pdf()
    given: list[Upload] = [data, io.BytesIO(data), SimpleUploadedFile("a.pdf", data)]
    assert len({store_file(each, name="a.pdf").digest for each in given}) == 1
    assert len(left(home)) == 1 and StoredFile.objects.count() == 3


def test_only_the_owner_of_the_installation_reads_it(home: Path) -> None:
    path = store.path_of(store_file(pdf(), name="a.pdf").digest)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for folder in (path.parent, home, home / "drafts"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_digest_is_of_what_is_kept_without_the_place() -> None:
    stored = store_file(jpeg(), name="照片.jpg")
    with open_file(stored) as file:
        data = file.read()
    assert PLACE not in data and stored.digest == hashlib.sha256(data).hexdigest()


def test_a_transaction_rolled_back_leaves_an_orphan_that_is_tidied_away(home: Path) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        store_file(pdf(), name="a.pdf")
        raise RuntimeError
    assert StoredFile.objects.count() == 0 and len(left(home)) == 1
    os.utime(left(home)[0], (1, 1))
    assert services.tidy().contents == 1
    assert left(home) == []


def test_a_damaged_content_is_mended_by_storing_it_again() -> None:
    stored = store_file(pdf(), name="a.pdf")
    store.path_of(stored.digest).write_bytes(b"damaged")
    store_file(pdf(), name="b.pdf")
    assert list(faults()) == []


def test_dropping_one_of_two_rows_keeps_the_content_of_the_other() -> None:
    first, second = (store_file(pdf(), name=name) for name in ("a.pdf", "b.pdf"))
    drop_file(first)
    with open_file(second) as file:
        assert file.read() == pdf()


# Refused


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("照片.jpg", b"MZ" + bytes(500), "file-is-a-program"),
        ("照片.jpg.exe", b"MZ" + bytes(500), "file-name-misleads"),
        ("照片.exe", b"MZ" + bytes(500), "kind-not-taken"),
        ("空.pdf", b"", "file-is-empty"),
        ("坏.pdf", pdf()[:-20], "file-damaged"),
        ("\u202e.pdf", pdf(), "file-needs-a-name"),
    ],
)
def test_what_is_refused_leaves_nothing(name: str, data: bytes, code: str) -> None:
    assert refusal(SimpleUploadedFile(name, data), name).code == code
    assert refusal(io.BytesIO(data), name).code == code


class Endless(io.RawIOBase):
    """Two gigabytes that are made as they are read."""

    left = 2 * 1024 * MEGABYTE

    def read(self, size: int = -1) -> bytes:
        assert 0 < size <= MEGABYTE
        self.left -= size
        return bytes(min(size, self.left + size))


def test_two_gigabytes_that_say_so_are_refused_unread() -> None:
    upload = SimpleUploadedFile("a.pdf", b"")
    upload.size = 2 * 1024 * MEGABYTE
    upload.file = None
    refused = refusal(upload, "a.pdf")
    assert refused.code == "file-too-large" and "20 MB" in explain(refused)


def test_a_stream_of_two_gigabytes_is_stopped_at_the_limit() -> None:
    stream = Endless()
    assert refusal(stream, "a.pdf").code == "file-too-large"
    assert Endless.left - stream.left < 21 * MEGABYTE


def test_a_full_disk_is_said_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert refusal(pdf(), "a.pdf").code == "file-cannot-be-kept"
    monkeypatch.setattr(os, "fsync", full)
    assert refusal(jpeg(), "a.jpg").code == "file-cannot-be-kept"


def test_a_folder_that_cannot_be_written_is_said(home: Path) -> None:
    home.parent.mkdir(exist_ok=True)
    home.write_text("in the way")
    with pytest.raises(Refused, match="file-cannot-be-kept"):
        store_file(pdf(), name="a.pdf")
    assert not StoredFile.objects.exists()


def test_a_file_that_is_no_longer_there_is_said() -> None:
    stored = store_file(pdf(), name="a.pdf")
    store.path_of(stored.digest).unlink()
    with pytest.raises(Refused, match="stored-file-missing") as refused:
        open_file(stored)
    assert "a.pdf" in explain(refused.value)


def test_taking_in_touches_no_row(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        taken = take_in(pdf(), name="a.pdf")
    assert services.store_taken(taken).digest == taken.digest
