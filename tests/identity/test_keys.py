import base64
import logging
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from mockxero.identity import keys
from mockxero.identity.keys import SigningKey, default_path
from tests.identity.builders import base64url, sha1


def test_the_key_is_kept(tmp_path):
    """The next run signs with the same key, so tokens outlive the process."""
    path = tmp_path / "state" / "key.pem"

    assert SigningKey(path).kid == SigningKey(path).kid


def test_nobody_else_can_read_the_key(tmp_path):
    """The file is the user's alone, and so is the folder."""
    path = tmp_path / "state" / "key.pem"

    SigningKey(path).private  # noqa: B018

    assert [path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777] == [0o600, 0o700]


def test_no_draft_is_left_behind(tmp_path):
    """Making a key leaves one file."""
    SigningKey(tmp_path / "key.pem").private  # noqa: B018

    assert [path.name for path in tmp_path.iterdir()] == ["key.pem"]


def test_the_key_is_made_late(tmp_path):
    """A key that nobody needs costs nothing."""
    SigningKey(tmp_path / "key.pem")

    assert list(tmp_path.iterdir()) == []


def test_many_threads_make_one_key(tmp_path):
    """Whoever comes first makes it, the others wait."""
    key = SigningKey(tmp_path / "key.pem")

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: id(key.private), range(8)))

    assert len(set(made)) == 1


def test_many_processes_agree_on_one_key(tmp_path):
    """Mocks that start at the same moment end up with the same key."""
    mocks = [SigningKey(tmp_path / "key.pem") for _ in range(8)]

    with ThreadPoolExecutor(8) as pool:
        kids = set(pool.map(lambda key: key.kid, mocks))

    assert len(kids) == 1


def test_whoever_writes_first_wins(tmp_path, monkeypatch):
    """A mock that finds a key where it wants to put its own takes that."""
    path = tmp_path / "key.pem"
    kids = []

    def while_another_mock_is_faster():
        monkeypatch.undo()
        kids.append(SigningKey(path).kid)
        return keys._generate()

    monkeypatch.setattr(keys, "_generate", while_another_mock_is_faster)

    assert [SigningKey(path).kid] == kids


def test_a_key_of_another_kind_is_left_alone(tmp_path):
    """RS256 needs RSA."""
    path = tmp_path / "key.pem"
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    path.write_bytes(pem)

    assert SigningKey(path).private.key_size == 2048
    assert path.read_bytes() == pem


def test_the_key_lies_in_the_state_folder(monkeypatch):
    """XDG_STATE_HOME says where, else it is ~/.local/state."""
    monkeypatch.setenv("XDG_STATE_HOME", "/somewhere")
    named = default_path()
    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.setenv("HOME", "/home/ada")

    assert named == Path("/somewhere/mockxero/signing-key.pem")
    assert default_path() == Path("/home/ada/.local/state/mockxero/signing-key.pem")


def test_without_a_place_to_write_the_key_lives_in_memory(tmp_path, caplog):
    """A read-only disk is no reason not to sign; the log says that tokens will not last."""
    (tmp_path / "file").touch()
    key = SigningKey(tmp_path / "file" / "key.pem")

    assert key.private.key_size == 2048
    assert "not kept" in caplog.text


@pytest.mark.parametrize("content", [b"", b"-----BEGIN", b"\xff\x00", b"not a key"])
def test_a_file_that_is_no_key_is_left_alone(tmp_path, caplog, content):
    """Whatever lies there may be somebody's: it is neither used nor overwritten."""
    path = tmp_path / "key.pem"
    path.write_bytes(content)

    with caplog.at_level(logging.WARNING):
        kid = SigningKey(path).kid

    assert len(kid) == 40
    assert path.read_bytes() == content
    assert "not kept" in caplog.text


def test_the_kid_is_a_thumbprint(key):
    """Upper-case SHA-1 of the public key; x5t is the same in base64url."""
    der = key.private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    assert key.kid == sha1(der).hex().upper()
    assert key.x5t == base64url(sha1(der))


def test_the_key_set_has_what_every_client_needs(key):
    """kid for Java and Ruby, alg for PHP; and the modulus is that of the key."""
    (shown,) = key.jwks()["keys"]
    modulus = key.private.public_key().public_numbers().n

    assert list(shown) == ["kty", "use", "kid", "x5t", "e", "n", "alg"]
    assert [shown[name] for name in ("kty", "use", "e", "alg")] == ["RSA", "sig", "AQAB", "RS256"]
    assert int.from_bytes(base64.urlsafe_b64decode(shown["n"] + "==")) == modulus


def test_importing_identity_loads_nothing_heavy():
    """Cryptography, JWT and requests wait until somebody needs them."""
    program = (
        "import sys, mockxero.identity.routes;"
        "print(*{'cryptography', 'jwt', 'requests'} & set(sys.modules))"
    )

    told = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
    )

    assert told.stdout.strip() == ""
