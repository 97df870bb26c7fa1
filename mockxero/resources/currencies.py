"""The currencies an organisation is subscribed to."""

from mockxero.primitives.catalogue import About, Resource
from mockxero.primitives.fields import text
from mockxero.resources.scopes import SETTINGS


class Currency(Resource):
    """A currency, known by its ISO 4217 code."""

    about = About(
        plural="Currencies",
        singular="Currency",
        key="code",
        scopes=SETTINGS,
        collection=("GET", "PUT"),
        item=(),
        one_per_call=True,
    )

    code: str = text("Code")
    description: str | None = text("Description")
