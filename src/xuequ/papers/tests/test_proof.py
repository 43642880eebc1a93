"""The public proof: what everybody may know of an issued paper who holds it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from support_plugin import Cast
from xuequ.papers.models import Paper
from xuequ.papers.services import withdraw_paper
from xuequ.papers.tests.drafts import drafted, issued
from xuequ.vault.services import open_file

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("师演示", True), (" 师演示 同志：", True), ("聘书", True), ("李四", False),
        ("演示", False), ("，", False),
    ],
)  # fmt: skip
def test_the_proof_tells_whether_a_certificate_is_made_out_to_a_name(
    cast: Cast, client_of: Any, typed: str, stands: bool
) -> None:
    paper, public = issued(cast.bureau, "certificate"), client_of("nobody")
    url = f"/papers/proof/{paper.token}/"
    assert "师演示" not in public.get(url).content.decode()
    page = public.post(url, {"words": typed})
    assert page.context["stands"] is stands
    assert ("与印发的文件一致" in page.content.decode()) is stands


def test_the_proof_shows_no_text_and_no_people_and_knows_the_file(
    cast: Cast, client_of: Any
) -> None:
    paper, public = issued(cast.bureau), client_of("nobody")
    url = f"/papers/proof/{paper.token}/"
    page = public.get(url)
    text = page.content.decode()
    assert page.status_code == 200 and page["X-Robots-Tag"] == "noindex, nofollow"
    assert paper.pdf and paper.docx
    for word in (paper.number, paper.title, cast.authority.name, paper.pdf.digest):
        assert word in text
    for word in (
        "统筹安排",
        "各学区、各学校",
        *Paper.objects.values_list("made_by__name", flat=True),
    ):
        assert word not in text
    with open_file(paper.pdf) as file:
        assert public.post(url, {"held": file}).context["same"] == "pdf"
    with open_file(paper.pdf) as file:
        changed = file.read() + b"\n"
    answer = public.post(url, {"held": _file(changed)})
    assert answer.context["same"] == "" and "不一致" in answer.content.decode()
    assert public.post(url, {}).status_code == 422


def _file(content: bytes) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("文件.pdf", content)


def test_nothing_of_a_file_that_is_compared_is_kept(
    cast: Cast, client_of: Any, settings: Any, tmp_path: Any
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    url = f"/papers/proof/{issued(cast.bureau).token}/"
    assert client_of("nobody").post(url, {"held": _file(b"x" * 3_000_000)}).status_code == 200
    assert not (tmp_path / "uploads").exists()
    large = client_of("nobody").post(url, {"held": _file(b"x" * 21_000_000)})
    assert large.status_code == 413
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(url, {"held": _file(b"x")}).status_code == 403


def test_the_proof_of_a_withdrawn_paper_says_since_when_and_why(cast: Cast, client_of: Any) -> None:
    paper = withdraw_paper(issued(cast.bureau), "附件有误", actor=cast.bureau)
    text = client_of("nobody").get(f"/papers/proof/{paper.token}/").content.decode()
    assert str(timezone.localdate()) in text and "附件有误" in text and "不再有效" in text


@pytest.mark.parametrize("code", ["", "ABCD", "x" * 200, "ABCD2345ABCD2345", "%00", "..%2f"])
def test_an_unknown_code_is_answered_plainly(cast: Cast, client_of: Any, code: str) -> None:
    public = client_of("nobody")
    assert public.get("/papers/proof/", {"code": code}).status_code in {200, 404}
    if code.isalnum():
        page = public.get(f"/papers/proof/{code}/")
        assert page.status_code == 404 and "查无此文件" in page.content.decode()


def test_a_code_may_be_typed_as_it_is_printed(cast: Cast, client_of: Any) -> None:
    token = issued(cast.bureau).token or ""
    typed = f" {token[:4].lower()} {token[4:8]}-{token[8:]} "
    page = client_of("nobody").get("/papers/proof/", {"code": typed})
    assert page["Location"] == f"/papers/proof/{token}/"


def test_a_draft_is_nobody_s_proof(cast: Cast, client_of: Any) -> None:
    drafted(cast.bureau)
    assert client_of("nobody").get("/papers/proof/None/").status_code == 404
