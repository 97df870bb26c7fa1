"""Options that the environment gives, too."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def option(*names: str, **attributes: Any) -> Callable[[Command], Command]:
    """An option that MOCKXERO_<NAME> gives too, whichever command it belongs to."""
    long = [name.removeprefix("--") for name in names if name.startswith("--")]
    variables = [f"MOCKXERO_{name.replace('-', '_').upper()}" for name in long]
    return click.option(*names, envvar=variables, show_envvar=True, **attributes)
