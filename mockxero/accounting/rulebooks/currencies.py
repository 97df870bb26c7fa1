"""The rules of Currencies."""

from mockxero.accounting import currency
from mockxero.accounting.rulebook import Rulebook
from mockxero.resources.currencies import Currency

CURRENCIES = Rulebook(
    resource=Currency,
    keys_are_given=True,
    complete=(currency.described,),
    check=(currency.is_a_currency,),
)
