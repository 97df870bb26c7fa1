"""Java, which reads neither the environment's proxies nor its CAs."""

import hashlib
import logging
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from mockxero.guest.ground import Ground
from mockxero.guest.proxies import LOCAL, proxies

log = logging.getLogger(__name__)

_OPTIONS = "JAVA_TOOL_OPTIONS"
_STORE = "javax.net.ssl.trustStore"
_USUAL = "changeit"
"""The password that every JDK gives its trust store. What it guards is public."""
_LOCAL = "localhost|127.*|[::1]|0.0.0.0|[::0]"
"""What no JVM reaches through a proxy by default."""
_PATIENCE = 20.0


def java(ground: Ground) -> Mapping[str, str]:
    """Options that every JVM picks up; nothing where there is no Java."""
    store = trust_store(ground.theirs, ground.certificate)
    if store is None:
        if _home(ground.theirs) is not None:
            log.warning("Java programs do not reach the mock: their trust store cannot be copied")
        return {}
    told = ground.theirs.get(_OPTIONS, "")
    schemes = ("http", "https") if ground.offline else ("https",)
    told_to_spare = proxies(ground)["NO_PROXY"].split(",")
    spared = "|".join([_LOCAL, *(_spared(one) for one in told_to_spare if one not in LOCAL)])
    ours = {
        _STORE: str(store),
        f"{_STORE}Password": _password(told),
        **{f"{scheme}.proxyHost": "127.0.0.1" for scheme in schemes},
        **{f"{scheme}.proxyPort": str(ground.door) for scheme in schemes},
        "http.nonProxyHosts": spared,
    }
    options = [f'-D{name}="{value}"' for name, value in ours.items()]
    return {_OPTIONS: " ".join(filter(None, [told, *options]))}


def trust_store(theirs: Mapping[str, str], certificate: Path) -> Path | None:
    """What this Java trusts, and our CA: made once, kept beside the CA. None without a Java."""
    home = _home(theirs)
    if home is None:
        return None
    options = theirs.get(_OPTIONS, "")
    base, password = _trusted(home, options), _password(options)
    if base is None:
        return None
    seen = f"{base}\0{base.stat().st_mtime_ns}\0{password}\0".encode() + certificate.read_bytes()
    store = certificate.with_name(f"java-{hashlib.sha256(seen).hexdigest()[:16]}.store")
    try:
        if not store.exists():
            _make(store, base, password, certificate, home)
    except (OSError, subprocess.SubprocessError):
        return None
    return store


def _home(theirs: Mapping[str, str]) -> Path | None:
    """Where Java is."""
    told = theirs.get("JAVA_HOME")
    if told and (Path(told) / "bin" / "java").exists():
        return Path(told)
    found = shutil.which("java", path=theirs.get("PATH"))
    return Path(found).resolve().parents[1] if found else None


def _trusted(home: Path, options: str) -> Path | None:
    """The trust store that counts without us."""
    told = _property(options, _STORE)
    folders = (home / "lib" / "security", home / "jre" / "lib" / "security")
    usual = [folder / name for folder in folders for name in ("jssecacerts", "cacerts")]
    places = [Path(told)] if told else usual
    return next((place for place in places if place.is_file()), None)


def _password(options: str) -> str:
    return _property(options, f"{_STORE}Password") or _USUAL


def _property(options: str, name: str) -> str | None:
    """What was said of a property, the last time."""
    pattern = rf"-D{re.escape(name)}=(\"[^\"]*\"|'[^']*'|\S+)"
    said = re.findall(pattern, options)
    return said[-1].strip("\"'") if said else None


def _spared(host: str) -> str:
    """A host of NO_PROXY as Java has it: ``.example.com`` is ``*.example.com``."""
    bare = host.partition(":")[0] if host.count(":") == 1 else host
    return f"[{bare}]" if ":" in bare else f"*{bare}" if bare.startswith(".") else bare


def _make(store: Path, base: Path, password: str, certificate: Path, home: Path) -> None:
    """Copy a trust store and add our CA, with Java's own tool: it knows all formats there are."""
    quiet = {name: value for name, value in os.environ.items() if name != _OPTIONS}
    with tempfile.TemporaryDirectory(dir=store.parent) as folder:
        draft = Path(folder) / "store"
        shutil.copyfile(base, draft)
        alias = store.stem  # its own, for runs within runs
        command = [str(home / "bin" / "keytool"), "-importcert", "-noprompt", "-alias", alias]
        command += ["-keystore", str(draft), "-storepass", password, "-file", str(certificate)]
        subprocess.run(command, env=quiet, capture_output=True, check=True, timeout=_PATIENCE)
        draft.replace(store)
