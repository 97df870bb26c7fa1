"""The rules of TrackingCategories and their Options."""

from mockxero.accounting import lengths, renaming, tracking
from mockxero.accounting.rulebook import Rulebook
from mockxero.resources.tracking import TrackingCategory, TrackingOption

CATEGORIES = Rulebook(
    resource=TrackingCategory,
    complete=(tracking.category_defaults,),
    check=(
        tracking.stays_deleted,
        tracking.category_is_unique,
        tracking.few_categories,
        lengths.within_length,
    ),
    consequences=(renaming.category_name_follows,),
    derive={"options": tracking.options_of},
    deleted=tracking.category_deleted,
)
OPTIONS = Rulebook(
    resource=TrackingOption,
    complete=(tracking.option_defaults,),
    check=(tracking.stays_deleted, tracking.option_is_unique, lengths.within_length),
    consequences=(renaming.option_name_follows,),
    deleted=tracking.option_deleted,
)
