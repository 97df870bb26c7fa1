"""Xero's own Python SDK, driven through its models in both directions."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any

from xero_python.accounting import AccountingApi
from xero_python.api_client import ApiClient, ModelFinder
from xero_python.api_client.configuration import Configuration
from xero_python.api_client.oauth2 import OAuth2Token
from xero_python.api_client.serializer import serialize
from xero_python.exceptions import HTTPStatusException
from xero_python.identity import IdentityApi

from . import Reply, Session, Unreadable, parsed

PLAIN = frozenset({"str", "int", "float", "bool", "object"})


class SdkClient:
    """Calls the method of `AccountingApi` (or `IdentityApi`) that bears the operation's name."""

    def __init__(self, session: Session) -> None:
        configuration = Configuration()
        configuration.oauth2_token = _Bearer(session.access_token)
        self._transport = ApiClient(configuration)
        self._accounting = AccountingApi(self._transport, session.accounting_url)
        self._identity = IdentityApi(self._transport, session.origin)
        self._tenant_id = session.tenant_id or ""

    def call(self, operation_id: str, /, **arguments: Any) -> Reply:
        """Perform the operation; an answer that the SDK's models refuse is `Unreadable`."""
        method = self._method(snake_case(operation_id))
        keywords = self._keywords(method, arguments)
        self._transport.last_response = None
        try:
            answer = method(**keywords)
        except HTTPStatusException as refusal:
            return _reply(refusal.http_resp, parsed(refusal.http_resp.data))
        except (ArithmeticError, LookupError, TypeError, ValueError) as problem:
            if self._transport.last_response is None:
                raise
            raise Unreadable(_reply(self._transport.last_response, None), str(problem)) from problem
        return _reply(self._transport.last_response, None if answer is None else serialize(answer))

    def _method(self, name: str) -> Callable[..., Any]:
        api = self._accounting if hasattr(self._accounting, name) else self._identity
        method: Callable[..., Any] = getattr(api, name)
        return method

    def _keywords(self, method: Callable[..., Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
        known = inspect.signature(method).parameters
        keywords = {snake_case(name): value for name, value in arguments.items() if name != "body"}
        if "xero_tenant_id" in known:
            keywords["xero_tenant_id"] = self._tenant_id
        if "body" in arguments:
            name = _body_parameter(known, keywords)
            keywords[name] = self._model(_documented_type(method, name), arguments["body"])
        return keywords

    def _model(self, type_name: str, wire: Any) -> Any:
        return model(type_name, wire, self._accounting.get_model_finder())


class _Bearer(OAuth2Token):  # type: ignore[misc]
    """A token that is what it is: never refreshed, and no header at all when there is none."""

    def __init__(self, access_token: str | None) -> None:
        super().__init__()
        self.access_token = access_token

    def get_auth_settings(self) -> dict[str, str] | None:
        if self.access_token is None:
            return None
        return {"in": "header", "key": "Authorization", "value": f"Bearer {self.access_token}"}


def snake_case(name: str) -> str:
    """A name of the API as the SDK spells it: `IDs` is `i_ds` there."""
    name = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", name.replace("-", "_"))
    return re.sub(r"([a-z\d])([A-Z])", r"\1_\2", name).lower()


def model(type_name: str, wire: Any, finder: ModelFinder) -> Any:
    """The SDK's model for a request in wire names; a member that it does not know is a mistake."""
    if several := re.fullmatch(r"list\[(.*)\]", type_name):
        return [model(several[1], element, finder) for element in wire]
    if type_name in PLAIN:
        return wire
    if type_name.startswith("date"):
        return date.fromisoformat(wire)
    kind = finder.find_model(type_name)
    if issubclass(kind, Enum):
        return kind(wire)
    if strange := wire.keys() - kind.attribute_map.values():
        raise LookupError(f"the SDK's {type_name} has no {', '.join(sorted(strange))}")
    return kind(
        **{
            attribute: model(kind.openapi_types[attribute], wire[member], finder)
            for attribute, member in kind.attribute_map.items()
            if member in wire
        }
    )


def _body_parameter(known: Mapping[str, inspect.Parameter], given: Mapping[str, Any]) -> str:
    """The one required parameter that no argument has filled is the one for the body."""
    return next(
        name
        for name, parameter in known.items()
        if parameter.default is inspect.Parameter.empty and name not in given
    )


def _documented_type(method: Callable[..., Any], parameter: str) -> str:
    """The SDK has no annotations, but it names the type of every parameter in its docstrings."""
    found = re.search(rf":param (\S+) {parameter}:", method.__doc__ or "")
    if found is None:
        raise LookupError(f"{method.__name__} does not say of what type {parameter} is")
    return found[1]


def _reply(response: Any, body: Any) -> Reply:
    return Reply(response.status, dict(response.urllib3_response.headers), body, response.data)
