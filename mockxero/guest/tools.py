"""Curl and wget, which read settings from a file; each gets the user's own, and a few lines."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from mockxero.guest.bundle import SYSTEM, bundle
from mockxero.guest.ground import Ground
from mockxero.guest.proxies import proxies


def curl(ground: Ground) -> Mapping[str, str]:
    """Straight to the mock; and what the proxy answers is not shown to who asks for headers."""
    spared = ",".join([proxies(ground)["NO_PROXY"], *ground.names])
    led = [f'connect-to = "{name}:443:127.0.0.1:{ground.door}"' for name in ground.names]
    shown = [f'noproxy = "{spared}"', "suppress-connect-headers"]
    folder = ground.folder / "curl"
    folder.mkdir(exist_ok=True)
    # The first word on where to connect to counts, and the last on everything else.
    _write(folder / ".curlrc", led, next(_curlrc(ground.theirs), None), shown)
    return {"CURL_HOME": str(folder)}


def wget(ground: Ground) -> Mapping[str, str]:
    """It knows no variable for CAs."""
    ours = [f"ca_certificate = {bundle(ground, 'SSL_CERT_FILE', SYSTEM)}"]
    file = ground.folder / "wgetrc"
    _write(file, [], next(_wgetrc(ground.theirs), None), ours)
    return {"WGETRC": str(file)}


def _curlrc(theirs: Mapping[str, str]) -> Iterator[Path]:
    """The user's own, where curl looks first. Source: curl's manual, --config"""
    places = (
        ("CURL_HOME", ".curlrc"),
        ("XDG_CONFIG_HOME", "curlrc"),
        ("HOME", ".curlrc"),
        ("HOME", ".config/curlrc"),
    )
    for variable, name in places:
        if theirs.get(variable) and (file := Path(theirs[variable]) / name).is_file():
            yield file


def _wgetrc(theirs: Mapping[str, str]) -> Iterator[Path]:
    """The user's own. Source: wget's manual, 6.1"""
    told, home = theirs.get("WGETRC"), theirs.get("HOME")
    places = [Path(told)] if told else [Path(home) / ".wgetrc"] if home else []
    yield from (place for place in places if place.is_file())


def _write(file: Path, first: list[str], theirs: Path | None, last: list[str]) -> None:
    old = b"" if theirs is None else theirs.read_bytes().rstrip(b"\n") + b"\n"
    before, after = ("".join(f"{line}\n" for line in lines).encode() for lines in (first, last))
    file.write_bytes(before + old + after)
