"""Bundles of CAs: whatever was trusted before, and ours."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from mockxero.guest.ground import Ground

SYSTEM = "system"
CERTIFI = "certifi"
_PLACES = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Arch, Gentoo
    "/etc/pki/tls/certs/ca-bundle.crt",  # Fedora, Red Hat
    "/etc/ssl/ca-bundle.pem",  # openSUSE
    "/etc/ssl/cert.pem",  # Alpine, macOS, the BSDs
)
"""Where systems keep the CAs that they trust."""
INSTEAD: Mapping[str, tuple[str, ...]] = {
    "SSL_CERT_FILE": ("SSL_CERT_FILE", SYSTEM),  # OpenSSL, and with it Ruby; Go, .NET, httpx
    "CURL_CA_BUNDLE": ("CURL_CA_BUNDLE", "SSL_CERT_FILE", SYSTEM),
    "REQUESTS_CA_BUNDLE": ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", CERTIFI),
    "NODE_EXTRA_CA_CERTS": ("NODE_EXTRA_CA_CERTS",),  # besides what Node brings along
    "DENO_CERT": ("DENO_CERT",),  # besides what Deno brings along
}
"""Variables that name a bundle, and what counts without them: the first of these that there is."""
_HASHED = re.compile(r"[0-9a-f]{8}\.\d+")


def bundles(ground: Ground) -> Mapping[str, str]:
    """Variables that name a bundle, each with what its program trusted before."""
    return {name: str(bundle(ground, *before)) for name, before in INSTEAD.items()}


def bundle(ground: Ground, *before: str) -> Path:
    """A file with the first of these that there is, and our CA."""
    source = next(filter(None, (_source(ground, one) for one in before)), None)
    name = "ours" if source is None else re.sub(r"\W+", "-", str(source)).strip("-")
    file = ground.folder / f"{name}.pem"
    if not file.exists():
        old = b"" if source is None else _read(source)
        file.write_bytes(old.rstrip(b"\n") + b"\n" + ground.certificate.read_bytes())
    return file


def _source(ground: Ground, name: str) -> Path | None:
    if name == SYSTEM:
        return next((place for place in map(Path, _PLACES) if place.is_file()), _certifi())
    if name == CERTIFI:
        return _certifi()
    told = ground.theirs.get(name)
    return Path(told) if told and os.access(told, os.R_OK) else None


def _certifi() -> Path:
    """The CAs that Mozilla trusts."""
    import certifi

    return Path(certifi.where())


def _read(source: Path) -> bytes:
    """A bundle, or a folder of CAs, as OpenSSL and requests take them."""
    return b"\n".join(file.read_bytes() for file in _files(source))


def _files(source: Path) -> Iterator[Path]:
    if source.is_dir():
        yield from (one for one in sorted(source.iterdir()) if _HASHED.fullmatch(one.name))
    else:
        yield source
