"""A browser as far as a family needs one: cookies, a connection kept open, tokens of forms.

It stands behind the proxy: what it sends says that it came over HTTPS to the host people use.
"""

from __future__ import annotations

import asyncio
import gzip
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

HOST = "xuequ.example"
IDLE = 1.0  # seconds after which the server may have closed a connection that was kept open
LONGEST = 60.0  # seconds until somebody gives up on an answer
FIELD = re.compile(r'name="(csrfmiddlewaretoken|revision)" value="([^"]*)"')
Gone = (OSError, EOFError, TimeoutError, asyncio.IncompleteReadError)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, when it was asked by the clock, and how many seconds it took."""

    status: int
    headers: Mapping[str, str]
    text: str
    asked_at: float
    seconds: float

    @property
    def waits(self) -> int:
        """Seconds after which the waiting room asks to come back; 0: it is not that page."""
        return int(self.headers.get("retry-after", "0")) if self.status == 200 else 0

    @property
    def fields(self) -> dict[str, str]:
        """Token and revision of the last form on the page."""
        return dict(FIELD.findall(self.text))


@dataclass(slots=True)
class Browser:
    """One family's browser.

    Raises of `get` and `post`: one of `Gone`, when the server went away or did not answer.
    """

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    _used_at: float = 0.0

    async def get(self, path: str) -> Answer:
        return await self._ask("GET", path, b"")

    async def post(self, path: str, values: Mapping[str, str]) -> Answer:
        return await self._ask("POST", path, urlencode(values).encode())

    def close(self) -> None:
        """Close the connection, if one is open."""
        if self._streams is not None:
            self._streams[1].close()
        self._streams = None

    async def _ask(self, method: str, path: str, body: bytes) -> Answer:
        asked_at, began = time.time(), time.perf_counter()
        try:
            async with asyncio.timeout(LONGEST):
                reader, writer = await self._connected()
                writer.write(self._head(method, path, body) + body)
                await writer.drain()
                status, headers = await self._headers(reader)
                data = await reader.readexactly(int(headers.get("content-length", "0")))
        except Gone:
            self.close()
            raise
        self._used_at = time.perf_counter()
        if headers.get("connection", "").lower() == "close":
            self.close()
        if headers.get("content-encoding") == "gzip":
            data = gzip.decompress(data)
        return Answer(status, headers, data.decode(), asked_at, self._used_at - began)

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._streams is not None and time.perf_counter() - self._used_at > IDLE:
            self.close()
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self.port)
        return self._streams

    def _head(self, method: str, path: str, body: bytes) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}", "X-Forwarded-Proto: https",
                 "Accept-Encoding: gzip", "Accept-Language: zh-CN,zh",
                 "User-Agent: Mozilla/5.0 (Linux; Android 14)",
                 "Cookie: " + "; ".join(f"{n}={v}" for n, v in self.cookies.items())]  # fmt: skip
        if method == "POST":
            lines += [f"Origin: https://{HOST}", f"Referer: https://{HOST}{path}",
                      "Content-Type: application/x-www-form-urlencoded",
                      f"Content-Length: {len(body)}"]  # fmt: skip
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    async def _headers(self, reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        found: dict[str, str] = {}
        for line in head[1:]:
            name, _, value = line.partition(":")
            if name.lower() == "set-cookie":
                key, _, kept = value.strip().partition(";")[0].partition("=")
                self.cookies[key] = kept
            elif name:
                found[name.lower()] = value.strip()
        return int(head[0].split(" ", 2)[1]), found
