"""A certificate authority for this user alone, which can vouch for no names but ours."""

import getpass
import ipaddress
import logging
import os
import re
import secrets
import shutil
import socket
import ssl
import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.x509 import Certificate, CertificateBuilder, GeneralName, KeyUsage, Name

log = logging.getLogger(__name__)

XERO = ("api.xero.com", "identity.xero.com", "login.xero.com")
"""The names under which Xero's own clients look for it."""
NAMES = (*XERO, "localhost", "mockxero")
ADDRESSES = ("127.0.0.1", "::1")
YEARS = timedelta(days=3650)
LEAF = timedelta(days=397)
"""As long as browsers put up with."""
SKEW = timedelta(days=1)
"""A client's clock, or a container's, may be behind."""
_KEPT = re.compile(r"authority-(\d+)\.pem")
_TRIES = 5


class _Pair(NamedTuple):
    key: "EllipticCurvePrivateKey"
    certificate: "Certificate"


class Authority:
    """A private CA, made when it is first used, and kept for the next time.

    It is kept in ``folder``, else in the user's state folder, else (no disk to write on) in memory
    only, and then whoever trusted it has to trust another one next time.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._lock = Lock()
        self._made: _Pair | None = None
        self._path: Path | None = None
        self._passing: Path | None = None

    @property
    def certificate(self) -> bytes:
        """What clients have to trust, in PEM."""
        from cryptography.hazmat.primitives.serialization import Encoding

        return self._pair.certificate.public_bytes(Encoding.PEM)

    @property
    def certificate_path(self) -> Path:
        """A file with that certificate. Raises OSError where nothing can be written at all."""
        pem = self.certificate
        with self._lock:
            if self._path is None:
                self._passing = Path(tempfile.mkdtemp(prefix="mockxero-"))
                self._path = self._passing / "ca.pem"
            if not self._path.is_file() or self._path.read_bytes() != pem:
                _replace(self._path, pem)
            return self._path

    def close(self) -> None:
        """Remove the file of a CA that is not kept, and what else was laid beside it."""
        with self._lock:
            if self._passing is not None:
                shutil.rmtree(self._passing, ignore_errors=True)
                self._path = self._passing = None

    def server_context(self) -> ssl.SSLContext:
        """What a server needs to speak TLS under our names, with a certificate made just now."""
        from cryptography.hazmat.primitives.serialization import (
            Encoding,
            NoEncryption,
            PrivateFormat,
        )

        key, leaf = _leaf(self._pair)
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_alpn_protocols(["http/1.1"])
        _load(context, pem + leaf.public_bytes(Encoding.PEM))
        return context

    @property
    def _pair(self) -> _Pair:
        with self._lock:
            if self._made is None:
                self._made = self._kept_or_passing()
            return self._made

    def _kept_or_passing(self) -> _Pair:
        try:
            folder = self._folder or default_folder()
            pair = _kept(folder)
        except (OSError, RuntimeError) as trouble:  # RuntimeError: this user has no home
            log.warning("The private CA is not kept, it ends with this process: %s", trouble)
            return _authority()
        self._path = folder / "ca.pem"
        return pair


def default_folder() -> Path:
    """Where the CA of this user lies, beside the key that signs tokens."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "mockxero"


# --- what is kept ---------------------------------------------------------------------------------


def _kept(folder: Path) -> _Pair:
    """The newest one in the folder, if it is any good; else a new one.

    A new one gets a new number. Of two processes that try the same number, the first one wins, and
    both go on with what it made.
    """
    for _ in range(_TRIES):
        number = max(_numbers(folder), default=0)
        path = folder / f"authority-{number}.pem"
        try:
            pair = _read(path)
        except FileNotFoundError:
            wrong = "" if number == 0 else "it has just gone"
        except ValueError as damaged:
            wrong = f"{path} is damaged ({damaged})"
        else:
            if _lasts(pair.certificate):
                return pair
            wrong = f"the one in {path} expires soon"
        if wrong:
            log.warning("A new private CA is made, which clients have to trust anew: %s", wrong)
        _create(folder / f"authority-{number + 1}.pem")
    raise OSError(f"{folder} does not keep what is written to it")


def _numbers(folder: Path) -> list[int]:
    names = [path.name for path in folder.iterdir()] if folder.exists() else []
    return [int(found[1]) for name in names if (found := _KEPT.fullmatch(name))]


def _read(path: Path) -> _Pair:
    """Raises ValueError where a file holds no key and certificate that belong together."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key
    from cryptography.x509 import load_pem_x509_certificate

    pem = path.read_bytes()
    try:
        key, certificate = load_pem_private_key(pem, None), load_pem_x509_certificate(pem)
    except (TypeError, UnsupportedAlgorithm) as wrong:
        raise ValueError(str(wrong)) from wrong
    if not isinstance(key, EllipticCurvePrivateKey) or certificate.public_key() != key.public_key():
        raise ValueError("its key and its certificate do not belong together")
    return _Pair(key, certificate)


def _lasts(certificate: "Certificate") -> bool:
    """Whether a leaf made today ends before it."""
    return certificate.not_valid_after_utc > datetime.now(UTC) + LEAF + SKEW


def _create(path: Path) -> None:
    """Write a new CA where there is none; of two processes that try, the first one wins."""
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    key, certificate = _authority()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = _draft(path.parent, pem + certificate.public_bytes(Encoding.PEM))
    try:
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()


def _replace(path: Path, octets: bytes) -> None:
    draft = _draft(path.parent, octets)
    draft.chmod(0o644)
    draft.replace(path)


def _draft(folder: Path, octets: bytes) -> Path:
    handle, draft = tempfile.mkstemp(dir=folder)  # mode 0600
    with os.fdopen(handle, "wb") as file:
        file.write(octets)
    return Path(draft)


# --- what is made ---------------------------------------------------------------------------------


def _authority() -> _Pair:
    """A new CA. What it may vouch for is written into it, so that trusting it costs little."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    permitted = [
        *(x509.DNSName(name) for name in NAMES),
        *(x509.IPAddress(ipaddress.ip_network(address)) for address in ADDRESSES),
    ]
    name = _subject(f"mockxero private CA ({_whose()})", secrets.token_hex(8))
    built = (
        _built(name, name, key, key, YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(vouches=True), critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
    )
    return _sealed(built, key, key)


def _leaf(authority: _Pair) -> _Pair:
    """A certificate for all of our names, signed by the CA."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    addresses = [x509.IPAddress(ipaddress.ip_address(address)) for address in ADDRESSES]
    names: list[GeneralName] = [*(x509.DNSName(name) for name in NAMES), *addresses]
    issuer = authority.certificate.subject
    built = (
        _built(_subject("mockxero"), issuer, key, authority.key, LEAF)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(vouches=False), critical=True)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
    )
    return _sealed(built, key, authority.key)


def _built(
    subject: "Name",
    issuer: "Name",
    key: "EllipticCurvePrivateKey",
    signer: "EllipticCurvePrivateKey",
    lasting: timedelta,
) -> "CertificateBuilder":
    """What both kinds of certificate say."""
    from cryptography import x509

    now = datetime.now(UTC)
    seen = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - SKEW)
        .not_valid_after(now + lasting)
        .add_extension(seen, critical=False)
        .add_extension(above, critical=False)
        .add_extension(
            x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.SERVER_AUTH]), critical=False
        )
    )


def _sealed(
    built: "CertificateBuilder", key: "EllipticCurvePrivateKey", signer: "EllipticCurvePrivateKey"
) -> _Pair:
    from cryptography.hazmat.primitives.hashes import SHA256

    return _Pair(key, built.sign(signer, SHA256()))


def _usage(*, vouches: bool) -> "KeyUsage":
    from cryptography.x509 import KeyUsage

    return KeyUsage(
        digital_signature=not vouches,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=vouches,
        crl_sign=vouches,
        encipher_only=False,
        decipher_only=False,
    )


def _subject(common_name: str, serial: str | None = None) -> "Name":
    from cryptography.x509 import Name, NameAttribute
    from cryptography.x509.oid import NameOID

    told = [(NameOID.ORGANIZATION_NAME, "mockxero"), (NameOID.COMMON_NAME, common_name[:64])]
    told += [(NameOID.SERIAL_NUMBER, serial)] if serial else []
    return Name([NameAttribute(oid, value) for oid, value in told])


def _whose() -> str:
    """The machine and the user, for whoever finds the CA in a trust store one day."""
    try:
        user = getpass.getuser()
    except (ImportError, KeyError, OSError):  # a container runs under a number that nobody has
        user = "somebody"
    return f"{socket.gethostname()}/{user}"


def _load(context: ssl.SSLContext, pem: bytes) -> None:
    """Hand the key to OpenSSL, which takes nothing but files; where it can be, one in memory."""
    with suppress(AttributeError, OSError):  # Linux has such files, unless it is forbidden
        with os.fdopen(os.memfd_create("leaf"), "wb") as file:
            file.write(pem)
            file.flush()
            context.load_cert_chain(f"/proc/self/fd/{file.fileno()}")
        return
    draft = _draft(Path(tempfile.gettempdir()), pem)
    try:
        context.load_cert_chain(draft)
    finally:
        draft.unlink()
