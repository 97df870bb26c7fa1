"""The rules of Items."""

from mockxero.accounting import histories, items, lengths
from mockxero.accounting.rulebook import Rulebook
from mockxero.resources.items import Item

ITEMS = Rulebook(
    resource=Item,
    recognise=items.recognised,
    laid_by_rules=frozenset({"purchase_details", "sales_details"}),
    complete=(items.prices, items.item_defaults, items.only_what_is_sold_or_bought),
    check=(
        items.has_unique_code,
        items.accounts_are_good,
        items.goods_leave_their_account,
        items.tax_types_exist,
        items.stock_is_coded,
        items.tracked_for_good,
        lengths.within_length,
    ),
    history=histories.telling(lambda item: f"{item.code}"),
    deletable=items.may_be_deleted,
)
