"""The private CA: kept for the user alone, and good for our names only."""

import logging
import multiprocessing
import os
import shutil
import socket
import ssl
import stat
import subprocess
import tempfile
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from mockxero.front import authority as made
from mockxero.front.authority import ADDRESSES, NAMES, XERO, Authority
from tests.front.servers import trusting


def shaken(server, client, name):
    """Both sides of a handshake, in memory; gives what the client knows of the server."""
    ways = ssl.MemoryBIO(), ssl.MemoryBIO()
    ours = server.wrap_bio(*ways, server_side=True)
    theirs = client.wrap_bio(*reversed(ways), server_hostname=name)
    for _ in range(4):
        for side in (theirs, ours):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    return theirs


# --- who is trusted -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*NAMES, *ADDRESSES])
def test_a_strict_client_trusts_every_one_of_our_names(authority, context, name):
    theirs = shaken(context, trusting(authority), name)

    assert theirs.version() == "TLSv1.3"
    assert ("DNS", "api.xero.com") in theirs.getpeercert()["subjectAltName"]


@pytest.mark.parametrize("name", ["xero.com", "www.xero.com", "example.com", "127.0.0.2"])
def test_no_other_name_is_ours(authority, context, name):
    with pytest.raises(ssl.SSLCertVerificationError, match="match"):
        shaken(context, trusting(authority), name)


@pytest.mark.parametrize("name", ["example.com", "xero.com", "go.xero.com", "10.0.0.1"])
def test_even_a_stolen_key_vouches_for_nobody_else(authority, tmp_path, name, monkeypatch):
    """The CA says itself what it may sign."""
    try:
        monkeypatch.setattr(made, "ADDRESSES", (str(ip_address(name)),))
    except ValueError:
        monkeypatch.setattr(made, "NAMES", (name,))

    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
        shaken(authority.server_context(), trusting(authority), name)


def test_it_signs_no_other_authority(authority):
    path_length = x509.load_pem_x509_certificate(authority.certificate).extensions
    told = path_length.get_extension_for_class(x509.BasicConstraints)

    assert told.critical
    assert (told.value.ca, told.value.path_length) == (True, 0)


def test_what_may_be_signed_is_critical(authority):
    extensions = x509.load_pem_x509_certificate(authority.certificate).extensions

    assert extensions.get_extension_for_class(x509.NameConstraints).critical
    assert extensions.get_extension_for_class(x509.KeyUsage).critical
    assert extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign


def test_http_1_is_all_it_speaks(authority, context):
    client = trusting(authority)
    client.set_alpn_protocols(["h2", "http/1.1"])

    assert shaken(context, client, "api.xero.com").selected_alpn_protocol() == "http/1.1"


def test_a_client_that_does_not_know_it_does_not_trust_it(context):
    with pytest.raises(ssl.SSLCertVerificationError, match="unable to get local issuer"):
        shaken(context, ssl.create_default_context(), "api.xero.com")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")
def test_openssl_finds_nothing_wrong(authority, tmp_path):
    pair = made._leaf(authority._pair)
    leaf = tmp_path / "leaf.pem"
    leaf.write_bytes(pair.certificate.public_bytes(Encoding.PEM))
    strict = ["openssl", "verify", "-x509_strict", "-purpose", "sslserver"]
    for name in XERO:
        command = [*strict, "-verify_hostname", name, "-CAfile", authority.certificate_path, leaf]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
        assert told.stdout == f"{leaf}: OK\n", told.stderr


# --- where it is kept -----------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_only_the_user_reads_the_key(tmp_path):
    folder = tmp_path / "state" / "mockxero"
    authority = Authority(folder)
    shown = authority.certificate_path

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes == {"authority-1.pem": 0o600, "ca.pem": 0o644}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert b"PRIVATE" not in shown.read_bytes() + authority.certificate
    assert shown.read_bytes() == authority.certificate


@pytest.mark.parametrize("allowed", [True, False])
def test_the_key_of_the_leaf_stays_on_no_disk(authority, tmp_path, monkeypatch, allowed):
    """In memory where there are such files; else in one that is gone when it has been read."""

    def forbidden(name):
        raise OSError(name)

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    if not allowed:
        monkeypatch.setattr(os, "memfd_create", forbidden, raising=False)

    context = authority.server_context()

    assert shaken(context, trusting(authority), "api.xero.com").version() == "TLSv1.3"
    assert list(tmp_path.iterdir()) == []


def test_it_is_made_once(tmp_path):
    assert Authority(tmp_path).certificate == Authority(tmp_path).certificate


def test_two_are_never_taken_for_each_other(tmp_path):
    one, other = (
        x509.load_pem_x509_certificate(Authority(tmp_path / name).certificate) for name in "ab"
    )

    assert one.serial_number != other.serial_number
    assert one.subject != other.subject
    assert "mockxero private CA (" in one.subject.rfc4514_string()


def test_it_lies_in_the_state_folder_of_the_user(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    assert Authority().certificate_path == tmp_path / "mockxero" / "ca.pem"


def test_a_very_long_name_of_a_machine_fits(tmp_path, monkeypatch):
    monkeypatch.setattr(socket, "gethostname", lambda: "machine" * 30)

    assert b"BEGIN CERTIFICATE" in Authority(tmp_path).certificate


def make(folder, go, told):
    go.wait()
    told.put(Authority(folder).certificate)


@pytest.mark.parametrize("before", [None, "damaged"])
def test_of_two_processes_the_first_one_makes_it(tmp_path, before):
    folder = tmp_path / "state"
    if before is not None:
        folder.mkdir()
        (folder / "authority-1.pem").write_text(before)
    apart = multiprocessing.get_context("spawn")
    go, told = apart.Event(), apart.Queue()
    processes = [apart.Process(target=make, args=(folder, go, told)) for _ in range(4)]
    for process in processes:
        process.start()
    go.set()
    certificates = {told.get(timeout=30) for _ in processes}
    for process in processes:
        process.join()

    assert len(certificates) == 1
    assert certificates == {Authority(folder).certificate}


# --- what goes wrong ------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", ["", "-----BEGIN", "a key of somebody else"])
def test_a_damaged_one_is_made_anew_with_one_warning(tmp_path, caplog, damage):
    first = Authority(tmp_path).certificate
    kept = tmp_path / "authority-1.pem"
    if damage.startswith("a key"):
        other = Authority(tmp_path / "other")
        assert other.certificate
        key = (tmp_path / "other" / "authority-1.pem").read_text().partition("-----BEGIN CERT")[0]
        kept.write_text(key + first.decode())
    else:
        kept.write_text(damage)

    with caplog.at_level(logging.WARNING):
        second = Authority(tmp_path)
        assert second.certificate != first
    (warning,) = caplog.messages
    assert warning.startswith("A new private CA is made, which clients have to trust anew: ")
    assert "authority-1.pem is damaged" in warning
    assert (
        second.certificate_path.read_bytes()
        == second.certificate
        == Authority(tmp_path).certificate
    )


def test_one_that_expires_soon_is_made_anew(tmp_path, caplog, monkeypatch):
    monkeypatch.setattr(made, "YEARS", made.LEAF)
    first = Authority(tmp_path).certificate
    monkeypatch.undo()

    second = Authority(tmp_path).certificate

    assert second != first
    assert "expires soon" in caplog.text
    ends = x509.load_pem_x509_certificate(second).not_valid_after_utc
    assert ends > datetime.now(UTC) + timedelta(days=3600)


def test_without_a_disk_it_lives_in_memory(tmp_path, caplog):
    """A file stands where the folder would be."""
    (tmp_path / "file").touch()
    authority = Authority(tmp_path / "file" / "mockxero")

    shown = authority.certificate_path

    assert shaken(authority.server_context(), trusting(authority), "api.xero.com").version()
    assert "The private CA is not kept, it ends with this process" in caplog.text
    assert shown.read_bytes() == authority.certificate


def test_the_leaf_holds_no_longer_than_browsers_put_up_with(authority):
    leaf = made._leaf(authority._pair).certificate
    lasting = leaf.not_valid_after_utc - leaf.not_valid_before_utc

    assert lasting <= timedelta(days=398)
    assert (
        leaf.not_valid_after_utc
        <= x509.load_pem_x509_certificate(authority.certificate).not_valid_after_utc
    )
