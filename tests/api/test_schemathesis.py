"""Whatever Xero's own description allows to be sent is answered, and never with an accident.

The description lies beside the repository, not in it; without it there is nothing to read. The run
is bounded, and the same every time.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from werkzeug.test import Client

from mockxero.operations import operations
from mockxero.primitives.clock import FrozenClock
from tests.api.client import JSON, Xero
from tests.api.conftest import NOON

schemathesis = pytest.importorskip("schemathesis")

OPENAPI = Path(__file__).parents[3] / "shared" / "xero" / "openapi" / "xero_accounting.yaml"
pytestmark = pytest.mark.skipif(not OPENAPI.is_file(), reason="Xero's description is not here")

EXAMPLES = 3
"""Requests for each operation: the whole run stays within a minute."""
BOUNDED = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[*HealthCheck],
)
KNOWN_TYPES: dict[int, set[str | None]] = {
    200: {"application/json", "application/pdf", "application/octet-stream", "text/plain"},
    204: {None},
    304: {None},
    400: {"application/json"},
    404: {"text/html"},
    413: {"application/json", "text/html"},
}
"""What each status comes as; files come as whatever they are."""


@pytest.fixture(scope="module")
def schema():
    """Xero's description, operation by operation."""
    yaml = pytest.importorskip("yaml")
    raw = yaml.load(OPENAPI.read_text("utf-8"), yaml.CSafeLoader)
    described = schemathesis.openapi.from_dict(raw)
    return {
        one.ok().definition.raw["operationId"]: one.ok() for one in described.get_all_operations()
    }


@pytest.fixture(scope="module")
def xero(open_mock):
    """A mock of the Demo Company, which all the requests are made to."""
    return Xero(open_mock(FrozenClock(NOON), "nz"))


@pytest.fixture(scope="module")
def known(xero):
    """Ids that there are, by the name of the parameter that asks for one."""
    found: dict[str, str] = {}
    for one in operations():
        resource = one.path.strip("/").split("/")[0]
        if one.path.count("/") == 2 and one.path.endswith("ID}") and resource != "Reports":
            name = one.path.split("{")[1][:-1]
            reply = xero.get(resource)
            records = reply.json.get(resource, []) if reply.status == 200 else []
            found |= {name: records[0][name]} if records else {}
    return found


@pytest.mark.parametrize("operation", [one.operation for one in operations()])
def test_no_request_that_is_described_is_an_accident(operation, schema, xero, known):
    """Neither a 5xx nor a type of content that nobody expects."""
    client = Client(xero.mock.wsgi, use_cookies=False)

    @BOUNDED
    @given(case=schema[operation].as_strategy())
    def sent(case: Any) -> None:
        case.path_parameters.update(
            (name, known[name]) for name in case.path_parameters if name in known
        )
        with send(client, xero, case) as answer:
            said = answer.get_data()
            assert answer.status_code < 500, said
            of_type = answer.mimetype or None
            assert of_type in KNOWN_TYPES[answer.status_code], (answer.status, of_type)
            if of_type == JSON:
                json.loads(said)

    sent()


def send(client: Client, xero: Xero, case: Any) -> Any:
    """A request that was thought of, made by an app that may do everything."""
    told = case.as_transport_kwargs(base_url="http://localhost/api.xro/2.0")
    headers = {
        name: value
        for name, value in (told.get("headers") or {}).items()
        if name.lower() not in {"authorization", "xero-tenant-id", "content-length"}
    }
    headers |= {"Authorization": f"Bearer {xero.token}", "Accept": JSON}
    body = {"json": told["json"]} if told.get("json") is not None else {"data": told.get("data")}
    return client.open(
        told["url"],
        method=told["method"],
        headers=headers,
        query_string=told.get("params") or None,
        **body,
    )
