"""Tracking categories and their options."""

from mockxero.primitives.catalogue import About, Resource, Unlisted
from mockxero.primitives.fields import By, choice, derived, error_flag, flag, guid, hidden, text
from mockxero.primitives.views import OWN
from mockxero.resources.scopes import SETTINGS

_STATUSES = ("ACTIVE", "ARCHIVED", "DELETED")


class TrackingOption(Resource):
    """One value of a tracking category. Lives below its category on the wire."""

    about = About(
        plural="Options",
        singular="Option",
        key="option_id",
        scopes=SETTINGS,
        collection=(),
        item=(),
        indexes={
            "category": lambda option: option.category_id if option.status != "DELETED" else None,
            "name": lambda option: (
                (option.category_id, (option.name or "").casefold())
                if option.status != "DELETED"
                else None
            ),
        },
    )

    option_id: str = guid("TrackingOptionID")
    category_id: str | None = hidden(None)
    name: str | None = text("Name", limit=100)
    status: str | None = choice("Status", "TrackingOptionStatus", *_STATUSES)
    errors = error_flag("HasValidationErrors", shows=OWN)
    is_deleted: bool = flag("IsDeleted", default=False, by=By.XERO)
    is_archived: bool = flag("IsArchived", default=False, by=By.XERO)
    is_active: bool = flag("IsActive", default=True, by=By.XERO)


class TrackingCategory(Resource):
    """A way of slicing the books, such as Region."""

    about = About(
        plural="TrackingCategories",
        singular="TrackingCategory",
        key="category_id",
        scopes=SETTINGS,
        collection=("GET", "PUT"),
        item=("GET", "POST", "DELETE"),
        indexes={
            "name": lambda category: (
                (category.name or "").casefold() if category.status != "DELETED" else None
            )
        },
        order="Name",
        unlisted=(
            Unlisted("status", "DELETED"),
            Unlisted("status", "ARCHIVED", unless="includeArchived"),
        ),
        one_per_call=True,
    )

    name: str | None = text("Name", limit=100)
    status: str | None = choice("Status", "TrackingCategoryStatus", *_STATUSES)
    category_id: str = guid("TrackingCategoryID")
    options = derived("Options", TrackingOption, "Option")
