"""A host that is not Xero's, under a CA of its own: what it hears must not depend on us."""

import datetime as dt
import ipaddress
import shutil
import ssl
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.front.servers import Answer, listening

ELSEWHERE = "127.0.0.2"
"""An address of this machine that no NO_PROXY of ours names."""
BODY = bytes(range(256)) * 4096


def skipped_without(program):
    """Skip the test where there is no such program."""
    if shutil.which(program) is None:
        pytest.skip(f"there is no {program} here")


@dataclass
class Host:
    """Notes what it hears, and answers with a megabyte."""

    address: str
    port: int
    certificate: str
    heard: list[bytes]

    @property
    def url(self):
        return f"https://{self.address}:{self.port}/"


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A key and a certificate that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "elsewhere")])
    now = dt.datetime.now(dt.UTC)
    names = [x509.IPAddress(ipaddress.ip_address(one)) for one in (ELSEWHERE, "127.0.0.1")]
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    file = tmp_path_factory.mktemp("elsewhere") / "certificate.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + signed.public_bytes(Encoding.PEM))
    return str(file)


@pytest.fixture
def elsewhere(certificate):
    with serving(ELSEWHERE, certificate) as host:
        yield host


@pytest.fixture
def here(certificate):
    """A server of the user's own, on this very machine."""
    with serving("127.0.0.1", certificate) as host:
        yield host


@contextmanager
def serving(address, certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(BODY)}\r\nConnection: close\r\n\r\n"
    answer = Answer(head.encode() + BODY)

    def secured(guest):
        with context.wrap_socket(guest, server_side=True) as inside:
            answer(inside)

    with listening(secured, address) as port:
        yield Host(address, port, certificate, answer.heard)
