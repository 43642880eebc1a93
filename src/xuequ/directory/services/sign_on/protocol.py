"""OpenID Connect, authorisation code flow with state, nonce and PKCE.

Everything the provider says is checked before it is believed; whatever does not fit ends in one
refusal, and the log says why.
"""

from __future__ import annotations

import json
import logging
import secrets
from base64 import b64encode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from typing import Any
from urllib.error import URLError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import jwt

from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text

log = logging.getLogger(__name__)
SIGNED_BY = ["RS256", "PS256", "ES256", "EdDSA"]  # never «none», never a shared secret
PATIENCE = 10  # seconds
LARGEST = 1_000_000  # bytes of an answer
LEEWAY = 60  # seconds the clocks may differ
LONGEST_SUBJECT = 255


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider of the installation's `oidc.json`."""

    code: str
    name: Text
    issuer: str
    client_id: str
    client_secret: str


@dataclass(frozen=True, slots=True)
class Start:
    """Where to send the browser, and what the session keeps until it comes back."""

    url: str
    kept: dict[str, str]


class Unfit(Exception):
    """The provider's answer is not what it must be."""


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def start(provider: Provider, back: str) -> Start:
    """Begin: ask the provider who sits at the browser.

    Raises:
        Refused("sign-on-failed"): the provider does not answer as it should.
    """
    try:
        known = _discover(provider)
    except Unfit as error:
        raise _refused(provider, error) from error
    kept = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    challenge = urlsafe_b64encode(sha256(kept["verifier"].encode()).digest()).rstrip(b"=")
    asked = {
        "response_type": "code",
        "scope": "openid",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "state": kept["state"],
        "nonce": kept["nonce"],
        "code_challenge": challenge.decode(),
        "code_challenge_method": "S256",
    }
    join = "&" if urlsplit(known["authorization_endpoint"]).query else "?"
    url = f"{known['authorization_endpoint']}{join}{urlencode(asked)}"
    return Start(url, {**kept, "provider": provider.code, "back": back})


def finish(provider: Provider, kept: dict[str, str], came: dict[str, str]) -> str:
    """The subject the provider vouches for.

    Args:
        kept: what `start` gave to keep in the session.
        came: the parameters the browser came back with.

    Raises:
        Refused("sign-on-failed"): anything does not fit.
    """
    try:
        if not compare_digest(kept["state"].encode(), came.get("state", "").encode()):
            raise Unfit("state")
        if came.get("iss", provider.issuer) != provider.issuer:
            raise Unfit("issuer of the answer")
        if "code" not in came:
            raise Unfit(f"no code ({came.get('error', '')[:40]!r})")
        known = _discover(provider)
        token = _exchange(provider, known["token_endpoint"], kept, came["code"])
        return _subject(provider, known["jwks_uri"], token, kept["nonce"])
    except Unfit as error:
        raise _refused(provider, error) from error


def _refused(provider: Provider, error: Unfit) -> Refused:
    log.warning("single sign-on with %s refused: %s", provider.code, error)
    return Refused("sign-on-failed", provider=provider.name)


def _discover(provider: Provider) -> dict[str, str]:
    """The provider's endpoints, as it publishes them."""
    found = _fetch(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
    if found.get("issuer") != provider.issuer:
        raise Unfit("issuer of the configuration")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not is_safe(found.get(name)):
            raise Unfit(name)
    return found


def is_safe(url: object) -> bool:
    """Does an address speak HTTPS?  Plain HTTP is taken on this machine alone, for trying out."""
    if not isinstance(url, str):
        return False
    parts = urlsplit(url)
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and local))


def _exchange(provider: Provider, url: str, kept: dict[str, str], code: str) -> str:
    """The identity token for a code, asked for with the client's secret."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": kept["back"],
        "code_verifier": kept["verifier"],
    }
    pair = f"{quote(provider.client_id, safe='')}:{quote(provider.client_secret, safe='')}"
    basic = b64encode(pair.encode()).decode()
    headers = {"Authorization": f"Basic {basic}"}
    token = _fetch(url, urlencode(form).encode(), headers).get("id_token")
    if not isinstance(token, str):
        raise Unfit("no identity token")
    return token


def _subject(provider: Provider, keys_url: str, token: str, nonce: str) -> str:
    """The subject of an identity token that is signed, current, for us and asked for by us."""
    try:
        keys = jwt.PyJWKSet.from_dict(_fetch(keys_url))
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in SIGNED_BY:
            raise Unfit("algorithm")
        key = _key(keys, header.get("kid"))
        claims = jwt.decode(
            token,
            key,
            algorithms=SIGNED_BY,
            audience=provider.client_id,
            issuer=provider.issuer,
            leeway=LEEWAY,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except jwt.PyJWTError as error:
        raise Unfit(type(error).__name__) from error
    if not compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise Unfit("nonce")
    if claims.get("azp", provider.client_id) != provider.client_id:
        raise Unfit("authorised party")
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise Unfit("subject")
    return subject


def _key(keys: jwt.PyJWKSet, kid: object) -> jwt.PyJWK:
    """The key a token names; without a name, the only one there is."""
    if kid is None and len(keys.keys) == 1:
        return keys.keys[0]
    for each in keys.keys:
        if each.key_id == kid and kid is not None:
            return each
    raise Unfit("key")


def _fetch(
    url: str, form: bytes | None = None, headers: dict[str, str] | None = None
) -> dict[str, Any]:
    """A JSON object from the provider; redirects are not followed."""
    if not is_safe(url):
        raise Unfit("address")
    request = Request(url, form, headers or {})  # noqa: S310 - its scheme was just looked at
    try:
        with build_opener(_NoRedirects).open(request, timeout=PATIENCE) as answer:
            text = answer.read(LARGEST + 1)
    except (URLError, OSError, ValueError) as error:
        raise Unfit(f"no answer ({error})") from error
    if len(text) > LARGEST:
        raise Unfit("answer too long")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unfit("no JSON") from error
    if not isinstance(found, dict):
        raise Unfit("no object")
    return found
