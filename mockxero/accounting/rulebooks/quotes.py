"""The rules of Quotes."""

from mockxero.accounting import (
    contacts,
    currency,
    filing,
    histories,
    lengths,
    lifecycle,
    orders,
    quotes,
    totals,
)
from mockxero.accounting.rulebook import Rulebook, none_with_id
from mockxero.resources.quotes import Quote

QUOTES = Rulebook(
    resource=Quote,
    unknown_id=none_with_id(Quote),  # guess
    links={"contact": contacts.contact_named},
    clears=quotes.FORGETS,
    laid_by_rules=frozenset({"lines"}),
    complete=(
        quotes.quote_defaults,
        currency.currency_and_rate,
        quotes.completed,
        quotes.totals,
        totals.discounts,
        quotes.numbered,
    ),
    check=(
        quotes.status_may_move,
        quotes.has_unique_number,
        lifecycle.has_lines,
        lifecycle.has_contact,
        quotes.lines_are_good,
        filing.filed_under_what_is_in_use,
        lifecycle.total_is_not_negative,
        currency.rate_is_positive,
        currency.is_subscribed,
        lengths.within_length,
    ),
    derive={"prospect": quotes.prospect},
    history=histories.telling_of_document("Quote", "quote_number"),
    refusal=orders.as_refused("quote_number"),
)
