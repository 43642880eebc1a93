"""Plain-language cures for the usual failures of installing and running."""

from __future__ import annotations

import re

NETWORK = (
    "The package servers cannot be reached. Check the network (and proxy) and run the same "
    "command again; finished steps are kept. Behind a mirror, set PIP_INDEX_URL and npm's "
    "registry setting first. Once installed, no network is needed."
)
CERTIFICATE = (
    "The package server's certificate is not trusted here. Point SSL_CERT_FILE, PIP_CERT and "
    "NODE_EXTRA_CA_CERTS to your organisation's certificate file and run the command again."
)
DISK = "The disk is full. Free about 2 GB and run the same command again."
RIGHTS = (
    "This user may not write here. Give the folder to the user who runs the command, or copy "
    "the folder to a place of your own."
)
VENV = "Python's venv module is missing. Install it (Debian: apt-get install python3-venv)."
HASHES = (
    "A downloaded package is not the one that was locked. Do not go on: check the mirror "
    "this machine downloads from."
)
MEMORY = "The machine ran out of memory. Close other programs and run the command again."
BROWSER = (
    "The browser does not start on this machine. Install one (Debian: apt-get install chromium) "
    "or set CHROMIUM to the path of one."
)

# The first pattern found decides, so the narrower ones stand first.
CURES: tuple[tuple[str, str], ...] = (
    (r"No space left on device|ENOSPC|Disk quota exceeded|disk full", DISK),
    (r"CERTIFICATE_VERIFY_FAILED|UnknownIssuer|invalid peer certificate", CERTIFICATE),
    (r"SELF_SIGNED_CERT|UNABLE_TO_(GET|VERIFY)|unable to get local issuer", CERTIFICATE),
    (r"[Hh]ash mismatch|DO NOT MATCH THE HASHES|EINTEGRITY", HASHES),
    (r"ensurepip is not|No module named '?(venv|ensurepip)", VENV),
    (r"Temporary failure in name resolution|Network is unreachable|No route to host", NETWORK),
    (r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH", NETWORK),
    (r"NewConnectionError|ConnectTimeout|error sending request|dns error", NETWORK),
    (r"Failed to fetch|[Cc]ould not connect|client error \(Connect\)|timed out", NETWORK),
    (r"Permission denied|EACCES|EPERM|Read-only file system|EROFS", RIGHTS),
    (r"Cannot allocate memory|MemoryError|ENOMEM|heap out of memory", MEMORY),
    (r"BrowserType\.launch|error while loading shared libraries", BROWSER),
)


def cure_for(output: str) -> str:
    """What a person can do about a failed program, from its output; may be empty."""
    return next((cure for pattern, cure in CURES if re.search(pattern, output)), "")
