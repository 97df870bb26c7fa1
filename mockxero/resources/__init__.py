"""The resources: one file each, its fields and nothing else. Their meaning is accounting.

A file put here is found by itself; see ``catalogue``.
"""

import pkgutil
from functools import cache
from importlib import import_module

from mockxero.primitives.catalogue import Resource


@cache
def catalogue() -> tuple[type[Resource], ...]:
    """Every resource, by its plural."""
    for module in pkgutil.iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    return tuple(sorted(_declared(Resource), key=lambda resource: resource.about.plural))


def _declared(parent: type[Resource]) -> list[type[Resource]]:
    """The resources below a class; one without an ``about`` is a common ancestor."""
    return [
        resource
        for child in parent.__subclasses__()
        for resource in ([child] if "about" in vars(child) else _declared(child))
    ]
