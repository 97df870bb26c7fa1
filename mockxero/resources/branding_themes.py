"""Branding themes: how documents look. Read-only."""

from datetime import datetime

from mockxero.primitives.catalogue import About, Resource
from mockxero.primitives.fields import guid, hidden, moment, text, whole
from mockxero.primitives.views import OWN, View
from mockxero.resources.scopes import SETTINGS


class BrandingTheme(Resource):
    """A look for invoices, quotes and credit notes."""

    about = About(
        plural="BrandingThemes",
        singular="BrandingTheme",
        key="branding_theme_id",
        scopes=SETTINGS,
        collection=("GET",),
        item=("GET",),
        where=False,
        order="SortOrder",
    )

    branding_theme_id: str = guid("BrandingThemeID", shows=OWN | View.STUB)
    name: str = text("Name", shows=OWN | View.STUB)
    logo_url: str | None = text("LogoUrl")
    type: str = text("Type", default="INVOICE")
    sort_order: int = whole("SortOrder")
    created: datetime | None = moment("CreatedDateUTC")
    payment_services: tuple[str, ...] = hidden(())
    """The ids of the services that invoices of this look offer."""
