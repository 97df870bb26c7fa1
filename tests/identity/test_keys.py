import base64
import logging
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
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
from mockxero.identity.keys import LONGEST_LIFE, KeyRing, default_path
from tests.identity.builders import NOON, base64url, sha1


def test_the_key_is_kept(tmp_path):
    """The next run signs with the same key, so tokens outlive the process."""
    path = tmp_path / "state" / "key.pem"

    assert KeyRing(path).active.kid == KeyRing(path).active.kid


def test_nobody_else_can_read_the_key(tmp_path):
    """The file is the user's alone, and so is the folder."""
    path = tmp_path / "state" / "key.pem"

    KeyRing(path).active  # noqa: B018

    assert [path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777] == [0o600, 0o700]


def test_no_draft_is_left_behind(tmp_path):
    """Making a key leaves one file."""
    KeyRing(tmp_path / "key.pem").active  # noqa: B018

    assert [path.name for path in tmp_path.iterdir()] == ["key.pem"]


def test_the_key_is_made_late(tmp_path):
    """A key that nobody needs costs nothing."""
    KeyRing(tmp_path / "key.pem")

    assert list(tmp_path.iterdir()) == []


def test_many_threads_make_one_key(tmp_path):
    """Whoever comes first makes it, the others wait."""
    keys = KeyRing(tmp_path / "key.pem")

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: id(keys.active), range(8)))

    assert len(set(made)) == 1


def test_many_processes_agree_on_one_key(tmp_path):
    """Mocks that start at the same moment end up with the same key."""
    mocks = [KeyRing(tmp_path / "key.pem") for _ in range(8)]

    with ThreadPoolExecutor(8) as pool:
        kids = set(pool.map(lambda keys: keys.active.kid, mocks))

    assert len(kids) == 1


def test_whoever_writes_first_wins(tmp_path, monkeypatch):
    """A mock that finds a key where it wants to put its own takes that."""
    path = tmp_path / "key.pem"
    kids = []

    def while_another_mock_is_faster():
        monkeypatch.undo()
        kids.append(KeyRing(path).active.kid)
        return keys._generate()

    monkeypatch.setattr(keys, "_generate", while_another_mock_is_faster)

    assert [KeyRing(path).active.kid] == kids


def test_a_key_of_another_kind_is_left_alone(tmp_path):
    """RS256 needs RSA."""
    path = tmp_path / "key.pem"
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    path.write_bytes(pem)

    assert KeyRing(path).active.public.key_size == 2048
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
    keys = KeyRing(tmp_path / "file" / "key.pem")

    assert keys.active.public.key_size == 2048
    assert "not kept" in caplog.text


@pytest.mark.parametrize("content", [b"", b"-----BEGIN", b"\xff\x00", b"not a key"])
def test_a_file_that_is_no_key_is_left_alone(tmp_path, caplog, content):
    """Whatever lies there may be somebody's: it is neither used nor overwritten."""
    path = tmp_path / "key.pem"
    path.write_bytes(content)

    with caplog.at_level(logging.WARNING):
        kid = KeyRing(path).active.kid

    assert len(kid) == 40
    assert path.read_bytes() == content
    assert "not kept" in caplog.text


def test_the_kid_is_a_thumbprint(key):
    """Upper-case SHA-1 of the public key; x5t is the same in base64url."""
    der = key.public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    assert key.kid == sha1(der).hex().upper()
    assert key.x5t == base64url(sha1(der))


def test_the_key_set_has_what_every_client_needs(keys, key):
    """kid for Java and Ruby, alg for PHP; and the modulus is that of the key."""
    (shown,) = keys.jwks(NOON)["keys"]
    modulus = key.public.public_numbers().n

    assert list(shown) == ["kty", "use", "kid", "x5t", "e", "n", "alg"]
    assert [shown[name] for name in ("kty", "use", "e", "alg")] == ["RSA", "sig", "AQAB", "RS256"]
    assert int.from_bytes(base64.urlsafe_b64decode(shown["n"] + "==")) == modulus


class TestRotation:
    @pytest.fixture
    def path(self, tmp_path):
        return tmp_path / "key.pem"

    @pytest.fixture(params=["on disk", "in memory"])
    def keys(self, request, tmp_path, path):
        if request.param == "on disk":
            return KeyRing(path)
        (tmp_path / "file").touch()
        return KeyRing(tmp_path / "file" / "key.pem")

    def test_the_new_key_comes_first(self, keys):
        """The .NET SDK looks at no other; the older ones follow, newest first."""
        kids = [keys.active.kid]
        for _ in range(2):
            keys.rotate(NOON)
            kids.insert(0, keys.active.kid)

        assert [shown["kid"] for shown in keys.jwks(NOON)["keys"]] == kids
        assert len(set(kids)) == 3

    def test_each_key_verifies_what_it_signed(self, keys):
        """It is found by its kid; a token that names none can only be one of the key in use."""
        old = keys.active
        keys.rotate(NOON)

        assert keys.verifying(old.kid, NOON).public == old.public
        assert keys.verifying(keys.active.kid, NOON) == keys.active
        assert keys.verifying(None, NOON) == keys.active
        assert keys.verifying("nonsense", NOON) is None

    def test_an_older_key_goes_when_none_of_its_tokens_can_be_alive(self, keys):
        """Not a millisecond before."""
        old = keys.active
        keys.rotate(NOON)
        end = NOON + LONGEST_LIFE

        assert keys.verifying(old.kid, end - timedelta(milliseconds=1)) is not None
        assert keys.verifying(old.kid, end) is None
        assert keys.jwks(end)["keys"] == [keys.active.jwk]

    def test_each_of_several_older_keys_goes_in_its_own_time(self, keys):
        """Six months after the next one took over."""
        first = keys.active.kid
        keys.rotate(NOON)
        second = keys.active.kid
        keys.rotate(NOON + timedelta(days=100))
        told = [(one.key.kid, one.until) for one in keys.listed(NOON)]

        assert told == [
            (keys.active.kid, None),
            (second, NOON + timedelta(days=100) + LONGEST_LIFE),
            (first, NOON + LONGEST_LIFE),
        ]

    def test_older_keys_can_be_forgotten_at_once(self, keys):
        """As after a theft."""
        old = keys.active.kid
        keys.rotate(NOON, forget=True)

        assert keys.verifying(old, NOON) is None
        assert keys.jwks(NOON)["keys"] == [keys.active.jwk]

    def test_what_signed_once_can_only_verify_now(self, keys):
        """Whoever comes by an older key can make no token."""
        keys.rotate(NOON)

        assert [one.key.private is None for one in keys.listed(NOON)] == [False, True]

    def test_the_next_run_knows_all_of_it(self, path):
        """The key in use, the older ones, and until when they count."""
        keys = KeyRing(path)
        for days in range(3):
            keys.rotate(NOON + timedelta(days=days))

        again = KeyRing(path)

        assert again.jwks(NOON) == keys.jwks(NOON)
        assert [one.until for one in again.listed(NOON)] == [one.until for one in keys.listed(NOON)]

    def test_the_files_are_the_users_alone(self, path):
        """The newest holds a private key, the others only what verifies; there is no draft."""
        keys = KeyRing(path)
        for _ in range(2):
            keys.rotate(NOON)
        told = {file.name: file.read_text() for file in sorted(path.parent.iterdir())}

        assert [*told] == ["key.1.pem", "key.2.pem", "key.pem"]
        assert {file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {0o600}
        assert ["PRIVATE" in text for text in told.values()] == [False, True, False]
        assert told["key.1.pem"].startswith("Signs from 2026-03-04T12:00:00.923000\n-----BEGIN PUB")

    def test_files_of_keys_that_no_longer_count_are_removed(self, path):
        """At the next rotation: what is kept is bounded by time."""
        keys = KeyRing(path)
        for year in range(5):
            keys.rotate(NOON + timedelta(days=366 * year))

        assert sorted(file.name for file in path.parent.iterdir()) == ["key.4.pem", "key.5.pem"]

    def test_forgotten_keys_leave_nothing_behind(self, path):
        """Not even a public half."""
        keys = KeyRing(path)
        for _ in range(3):
            keys.rotate(NOON, forget=True)

        assert [file.name for file in path.parent.iterdir()] == ["key.3.pem"]

    def test_another_mock_follows_a_rotation(self, path):
        """It signs with the new key from its next token on, and verifies those of the other."""
        mine, other = KeyRing(path), KeyRing(path)
        old = other.active.kid
        mine.rotate(NOON)

        assert other.active.kid == mine.active.kid != old
        assert other.jwks(NOON) == mine.jwks(NOON)
        assert other.verifying(old, NOON) is not None

    def test_many_mocks_may_rotate_at_once(self, path):
        """They agree in the end, and no key is lost that may have signed."""
        mocks = [KeyRing(path) for _ in range(8)]
        signed = {mock.active.kid for mock in mocks}

        def rotate(mock):
            mock.rotate(NOON)
            return mock.active.kid

        with ThreadPoolExecutor(8) as pool:
            signed |= set(pool.map(rotate, mocks))

        shown = {shown["kid"] for shown in KeyRing(path).jwks(NOON)["keys"]}
        assert signed <= shown
        assert len({mock.active.kid for mock in mocks}) == 1

    def test_processes_may_rotate_at_once(self, path):
        """As threads may."""
        program = (
            "import sys; from datetime import datetime; from pathlib import Path;"
            "from mockxero.identity.keys import KeyRing;"
            "keys = KeyRing(Path(sys.argv[1])); print(keys.active.kid);"
            "keys.rotate(datetime(2026, 3, 4)); print(keys.active.kid)"
        )
        command = [sys.executable, "-c", program, str(path)]
        children = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
        signed = {kid for child in children for kid in child.communicate()[0].split()}

        shown = {shown["kid"] for shown in KeyRing(path).jwks(NOON)["keys"]}
        assert [child.returncode for child in children] == [0] * 4
        assert signed <= shown

    def test_a_folder_that_is_emptied_ends_nothing(self, path):
        """A mock that runs goes on with the keys it knows."""
        keys = KeyRing(path)
        known = keys.active
        path.unlink()

        assert keys.active == known

    @pytest.mark.parametrize("content", [b"", b"junk", b"Signs from yesterday\n"])
    def test_an_older_file_that_is_no_key_is_passed_over(self, path, caplog, content):
        """The others count, and it is left alone."""
        keys = KeyRing(path)
        keys.rotate(NOON)
        path.write_bytes(content)

        assert [shown["kid"] for shown in KeyRing(path).jwks(NOON)["keys"]] == [keys.active.kid]
        assert path.read_bytes() == content
        assert "holds no RSA key" in caplog.text


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
