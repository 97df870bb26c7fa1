"""PHP, which reads one more folder of settings."""

import os
from collections.abc import Mapping

from mockxero.guest.bundle import SYSTEM, bundle
from mockxero.guest.ground import Ground

_SCANNED = "PHP_INI_SCAN_DIR"


def php(ground: Ground) -> Mapping[str, str]:
    """Where it finds the CAs, for curl and for streams. An empty place means PHP's own folder."""
    folder = ground.folder / "php"
    folder.mkdir(exist_ok=True)
    trusted = bundle(ground, "SSL_CERT_FILE", SYSTEM)
    told = f'curl.cainfo = "{trusted}"\nopenssl.cafile = "{trusted}"\n'
    (folder / "mockxero.ini").write_text(told, "utf-8")
    return {_SCANNED: f"{ground.theirs.get(_SCANNED, '')}{os.pathsep}{folder}"}
