"""One file a resource: which rules, in which order. A file put here is found by itself."""

import pkgutil
from functools import cache
from importlib import import_module

from mockxero.accounting.rulebook import Rulebook
from mockxero.primitives.catalogue import Resource


@cache
def rulebooks() -> dict[type[Resource], Rulebook]:
    """The rulebook of each resource that can be written."""
    found = (
        value
        for module in pkgutil.iter_modules(__path__)
        for value in vars(import_module(f"{__name__}.{module.name}")).values()
        if isinstance(value, Rulebook)
    )
    return {rulebook.resource: rulebook for rulebook in found}
