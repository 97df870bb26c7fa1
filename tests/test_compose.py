"""The compose file in which Xero's names lead to the mock: its shape, and what it does."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mockxero.cli import main
from mockxero.control.needs import needs
from mockxero.front.authority import NAMES, XERO
from mockxero.server import Mock, Settings

yaml = pytest.importorskip("yaml")
TREE = Path(__file__).parents[1]
COMPOSE = yaml.safe_load((TREE / "docker" / "compose.intercept.yaml").read_text("utf-8"))
MOCK, CERTIFICATES, INTEGRATION = (
    COMPOSE["services"][name] for name in ("mockxero", "certificates", "integration")
)
BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")

ALONE = ["unshare", "--map-root-user", "--mount", "--net"]
"""A network and a file system of one's own, where the names and port 443 are free."""


def can_be_alone():
    if any(shutil.which(it) is None for it in ("unshare", "ip", "mount", "sh")):
        return False
    tried = [*ALONE, "sh", "-c", "ip link set lo up && mount --bind /etc/hosts /etc/hosts"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


def test_the_names_of_xero_lead_to_the_mock():
    assert sorted(MOCK["networks"]["default"]["aliases"]) == sorted(XERO)
    assert "mockxero" in NAMES  # by which its own services know it


def test_the_mock_listens_where_xero_does():
    params = main.commands["serve"].params
    heard = {variable for param in params for variable in param.envvar or ()}

    assert MOCK["environment"].keys() <= heard
    assert MOCK["environment"]["MOCKXERO_TLS_PORT"] == 443
    assert MOCK["environment"]["MOCKXERO_TLS"] == 1
    assert MOCK["sysctls"] == {"net.ipv4.ip_unprivileged_port_start": 0}
    assert "EXPOSE 9376 9377" in (TREE / "docker" / "Dockerfile").read_text("utf-8")


def test_nothing_in_the_integration_speaks_of_the_mock():
    assert "mockxero" not in str(INTEGRATION["command"]) + str(INTEGRATION["environment"])
    assert INTEGRATION["environment"]["SSL_CERT_FILE"].startswith("/trusted/")
    assert INTEGRATION["volumes"] == ["trusted:/trusted:ro"]
    assert CERTIFICATES["volumes"] == ["trusted:/trusted"]


def test_each_waits_for_what_it_needs():
    assert CERTIFICATES["depends_on"]["mockxero"]["condition"] == "service_healthy"
    condition = INTEGRATION["depends_on"]["certificates"]["condition"]
    assert condition == "service_completed_successfully"


def test_the_credentials_are_those_that_the_seed_draws():
    mock = Mock(Settings(seed=MOCK["environment"]["MOCKXERO_SEED"]))
    drawn = needs(mock.world, "", mint=lambda app, user: "")
    told = {n: v for n, v in INTEGRATION["environment"].items() if n.startswith("XERO_")}

    assert told == {name: drawn[name] for name in told}
    assert told.keys() == {"XERO_CLIENT_ID", "XERO_CLIENT_SECRET"}


@pytest.mark.skipif(not can_be_alone(), reason="needs namespaces of its own")
@pytest.mark.skipif(not BUNDLE.exists(), reason=f"needs {BUNDLE}")
def test_an_integration_that_knows_nothing_reaches_the_mock(tmp_path):
    """What each service does, on one machine that has the names of that network."""
    hosts, trusted = tmp_path / "hosts", tmp_path / "trusted"
    trusted.mkdir()
    hosts.write_text("".join(f"127.0.0.1 {name}\n" for name in ("localhost", "mockxero", *XERO)))
    for name, service in (("certificates", CERTIFICATES), ("integration", INTEGRATION)):
        script = service["command"][2].replace("/trusted/", f"{trusted}/")
        (tmp_path / f"{name}.py").write_text(script)
    (tmp_path / "all.sh").write_text(
        """set -eu
        ip link set lo up
        mount --bind "$HERE/hosts" /etc/hosts
        "$PYTHON" -m mockxero serve >"$HERE/screen" &
        mock=$!
        trap 'kill $mock' EXIT
        for _ in $(seq 100); do grep -q Stop "$HERE/screen" && break; sleep 0.1; done
        "$PYTHON" "$HERE/certificates.py"
        SSL_CERT_FILE="$HERE/trusted/certificates.pem" "$PYTHON" "$HERE/integration.py"
        """
    )
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    told = {
        name: str(value)
        for service in (MOCK, INTEGRATION)
        for name, value in service["environment"].items()
        if name.startswith(("MOCKXERO_", "XERO_"))
    }
    state = {"HERE": str(tmp_path), "PYTHON": sys.executable, "XDG_STATE_HOME": str(tmp_path)}

    ran = subprocess.run(
        [*ALONE, "sh", str(tmp_path / "all.sh")],
        cwd=TREE,
        env=kept | told | state,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (ran.returncode, ran.stdout) == (0, "Demo Company (NZ)\n"), ran.stderr
