"""How the installation is told where e-mail goes."""

from __future__ import annotations

import pytest

from xuequ.site import home


def mail(monkeypatch: pytest.MonkeyPatch, text: str) -> home.Mail | None:
    monkeypatch.setenv("XUEQU_MAIL", text)
    return home.mail()


def test_unset_means_that_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    assert mail(monkeypatch, "") is None


def test_a_server_with_user_password_and_sender(monkeypatch: pytest.MonkeyPatch) -> None:
    found = mail(monkeypatch, "smtps://xq%40a.example:p%2Fw@mail.example?from=no-reply@a.example")
    assert found == home.Mail(
        "mail.example", 465, "xq@a.example", "p/w", True, False, "no-reply@a.example"
    )


def test_the_user_is_the_sender_if_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    found = mail(monkeypatch, "smtp://xq%40a.example:p@mail.example")
    assert found and (found.sender, found.port, found.is_tls) == ("xq@a.example", 587, True)


def test_only_the_machine_itself_is_spoken_to_in_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    found = mail(monkeypatch, "smtp://localhost?from=xq@a.example")
    assert found and (found.port, found.is_tls, found.is_ssl) == (25, False, False)


@pytest.mark.parametrize(
    "text",
    ["mail.example", "http://u:geheim@mail.example", "smtp://u:geheim@?from=a@b.example",
     "smtp://u:geheim@mail.example", "smtp://u:geheim@mail.example:x?from=a@b.example",
     "smtp://u:geheim@mail.example?from=a b@c.example"],
)  # fmt: skip
def test_what_is_no_server_stops_the_start_and_the_password_stays_out_of_the_message(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    with pytest.raises(ValueError, match="XUEQU_MAIL") as failure:
        mail(monkeypatch, text)
    assert "geheim" not in str(failure.value)


@pytest.mark.parametrize("text", ["xuequ.example", "ftp://xuequ.example", "https://"])
def test_what_is_no_address_of_a_site_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("XUEQU_URL", text)
    with pytest.raises(ValueError, match="XUEQU_URL"):
        home.url()


def test_the_address_of_the_site_ends_without_a_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XUEQU_URL", "https://xuequ.example/")
    assert home.url() == "https://xuequ.example"
