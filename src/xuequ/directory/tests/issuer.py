"""A provider of single sign-on on this machine, which can be told to lie."""

from __future__ import annotations

import json
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(65537, 2048)
OTHER = rsa.generate_private_key(65537, 2048)
SECRET = "client-secret"


class Issuer:
    """What the provider publishes and answers; `lie` names what is wrong with it."""

    def __init__(self) -> None:
        self.url = ""
        self.subject = "subject-1"
        self.lie = ""
        self.asked: dict[str, str] = {}  # the parameters the browser was sent with

    def go(self, location: str) -> dict[str, str]:
        """What the browser brings back from the provider's page."""
        self.asked = {name: each[0] for name, each in parse_qs(urlsplit(location).query).items()}
        if self.lie == "denied":
            return {"error": "access_denied", "state": self.asked["state"]}
        state = "forged" if self.lie == "state" else self.asked["state"]
        back = {"code": "the-code", "state": state}
        if self.lie == "mixed up":
            back["iss"] = "https://other.example"
        return back

    def configuration(self) -> dict[str, Any]:
        own = "https://other.example" if self.lie == "configuration" else self.url
        keys = "http://keys.example/jwks" if self.lie == "plain address" else f"{self.url}/keys"
        return {
            "issuer": own,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": keys,
        }

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        pair = b64decode(authorization.removeprefix("Basic ")).decode()
        challenge = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest())
        fits = (
            pair == f"xuequ:{SECRET}"
            and form["code"] == "the-code"
            and challenge.rstrip(b"=").decode() == self.asked["code_challenge"]
            and form["redirect_uri"] == self.asked["redirect_uri"]
        )
        return {"id_token": self.id_token()} if fits and self.lie != "no token" else None

    def id_token(self) -> str:
        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": "https://other.example" if self.lie == "issuer" else self.url,
            "aud": "another-client" if self.lie == "audience" else "xuequ",
            "sub": self.subject,
            "iat": now,
            "exp": now - 3600 if self.lie == "expired" else now + 300,
            "nonce": "forged" if self.lie == "nonce" else self.asked["nonce"],
        }
        if self.lie == "party":
            claims |= {"aud": ["xuequ", "another-client"], "azp": "another-client"}
        if self.lie == "no subject":
            del claims["sub"]
        headers = {"kid": "two" if self.lie == "unknown key" else "one"}
        if self.lie == "unsigned":
            return jwt.encode(claims, "", algorithm="none", headers=headers)
        if self.lie == "shared secret":
            return jwt.encode(claims, SECRET * 4, algorithm="HS256", headers=headers)
        signing = OTHER if self.lie == "signature" else KEY
        return jwt.encode(claims, signing, algorithm="RS256", headers=headers)


@contextmanager
def serving(issuer: Issuer) -> Iterator[None]:
    """Let the provider answer on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = {
                "/.well-known/openid-configuration": issuer.configuration,
                "/keys": issuer.keys,
            }
            if issuer.lie == "redirect" and self.path == "/keys":
                self.send_response(302)
                self.send_header("Location", f"{issuer.url}/.well-known/openid-configuration")
                self.end_headers()
                return
            self._answer(known[self.path]())

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: each[0] for name, each in parse_qs(text).items()}
            self._answer(issuer.token(form, self.headers["Authorization"]))

        def _answer(self, body: dict[str, Any] | None) -> None:
            self.send_response(200 if body else 400)
            self.end_headers()
            self.wfile.write(b"<html>" if issuer.lie == "no JSON" else json.dumps(body).encode())

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        issuer.url = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield
        server.shutdown()
        thread.join()
