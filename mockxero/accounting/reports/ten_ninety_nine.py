"""The forms 1099 of American organisations."""

from mockxero.resources.reports import TaxForm

FIRST_YEAR = 2012
_FIRST_OF_NEC = 2020
"""Before, there was the MISC form alone. Source: Xero's page on Reports"""


def ten_ninety_nine(year: int) -> list[TaxForm]:
    """The forms of a year. Nobody stands on them: the API cannot configure who does."""
    kinds = ("NEC", "MISC") if year >= _FIRST_OF_NEC else ("MISC",)
    days = f"1 Jan {year} to 31 Dec {year}"
    return [TaxForm(name=f"1099-{kind} report", date=days) for kind in kinds]
