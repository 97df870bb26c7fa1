"""Small ledgers to report on: one made of postings, one that repeats a recorded month."""

from datetime import date
from decimal import Decimal

from mockxero.accounting.reports.figures import EVERYTHING, Cash, Issued, Owed
from mockxero.primitives.money import ZERO
from mockxero.resources.accounts import Account
from tests.builders import guid, keep

Posting = tuple[str, date, str]
"""A code, a day, and what was debited."""


class Postings:
    """Figures that follow from a list of postings."""

    def __init__(self, books, postings, cash=(), tracked=(), issued=()):
        codes = {one.code: one.account_id for one in books.every(Account)}
        self._postings = [(codes[code], day, Decimal(amount)) for code, day, amount in postings]
        self._cash = [(codes[code], day, Decimal(amount)) for code, day, amount in cash]
        self._tracked = [
            (codes[code], day, Decimal(amount), category, option)
            for code, day, amount, category, option in tracked
        ]
        self._issued = [(day, Decimal(value)) for day, value in issued]
        self.asked = set()
        """Every scope that a report was interested in."""

    def balance(self, account_id, day, scope=EVERYTHING):
        self.asked.add(scope)
        if scope.tracking:
            return self._narrowed(account_id, day, scope)
        return sum(
            (amount for key, on, amount in self._postings if key == account_id and on <= day), ZERO
        )

    def _narrowed(self, account_id, day, scope):
        found = [
            (category, option, amount)
            for key, on, amount, category, option in self._tracked
            if key == account_id and on <= day
        ]
        return sum((amount for *filed, amount in found if tuple(filed) in scope.tracking), ZERO)

    def cash(self, account_id, first, last):
        flows = [a for key, on, a in self._cash if key == account_id and first <= on <= last]
        received = sum((amount for amount in flows if amount > 0), ZERO)
        return Cash(received, -sum((amount for amount in flows if amount < 0), ZERO))

    def issued(self, first, last):
        values = [value for day, value in self._issued if first <= day <= last]
        return Issued(Decimal(len(values)), sum(values, ZERO))

    def owed(self, document_id, day):
        """No document stands behind these postings."""
        return Owed(ZERO, ZERO, ZERO)

    def paid(self, document_ids):
        """Nor was any paid."""
        return iter(())

    def taxed(self, first, last, scope=EVERYTHING):
        """Nor taxed."""
        return iter(())


def told(report):
    """A report as its rows would be read aloud: type, title or label, figures."""
    return [line for block in report.rows for line in _read(block)]


def rows_of(block):
    """The rows of a section."""
    return block.rows


def _read(block):
    rows = getattr(block, "rows", None)
    if hasattr(block, "cells"):
        return [
            (
                block.row_type,
                *(
                    getattr(one, "value", "") if "value" in one.places else ""
                    for one in block.cells
                ),
            )
        ]
    title = block.title if "title" in block.places else ""
    return [(block.row_type, title)] + [line for row in rows or () for line in _read(row)]


# --- Demo Company (NZ) in May 2014 ----------------------------------------------------------------

MAY, APRIL = date(2014, 5, 15), date(2014, 4, 15)
LAST_MAY, LAST_YEAR = date(2013, 5, 1), date(2013, 12, 1)

EARNED = {
    "200": ("-1899.61", "-9397.38"), "400": ("0.00", "2173.91"), "412": ("49.00", "98.00"),
    "420": ("0.00", "19.13"), "425": ("100.02", "100.02"), "429": ("113.04", "142.69"),
    "445": ("94.43", "188.86"), "449": ("357.70", "357.70"), "453": ("51.77", "103.54"),
    "461": ("0.00", "68.43"), "300": ("730.43", "730.43"), "469": ("0.00", "1027.17"),
    "473": ("0.00", "60.43"), "485": ("12.96", "12.96"), "489": ("47.07", "47.07"),
    "493": ("210.43", "210.43"),
}  # fmt: skip
"""What was debited in May, and in the year from April. # seen: gateway-report-trial-balance.xml"""
STANDING = {
    "610": ("2194.55", "9172.63", "0"), "090": ("-426.25", "11248.22", "4945.48"),
    "720": ("0.00", "-916.83", "0"), "710": ("1000.00", "3669.83", "0"),
    "800": ("-2765.65", "-7429.21", "0"), "820": ("130.11", "-1066.29", "-106.24"),
    "840": ("0.00", "-4130.98", "-4130.98"), "860": ("0.00", "0.05", "0"),
    "801": ("0.00", "-115.95", "0"),
}  # fmt: skip
"""What was debited in May, what stood then, and a year before.

# seen: gateway-report-trial-balance.xml, gateway-report-balance-sheet.xml
"""
BEFORE = (("200", LAST_MAY, "-708.26"), ("200", LAST_YEAR, "-5666.60"))
"""What was earned in the year before: the retained earnings of 6374.86."""
FLOWS = (
    ("090", MAY, "35.00"), ("090", MAY, "-461.25"), ("090", APRIL, "2994.37"),
    ("090", APRIL, "-10245.04"),
)  # fmt: skip
"""# seen: gateway-report-bank-summary.xml, gateway-report-executive-summary.xml"""
ISSUED = ((MAY, "477.08"),) * 4 + ((APRIL, "1071.11"),) * 7
"""# seen: gateway-report-executive-summary.xml"""


def may_2014(books):
    """The ledger of Demo Company (NZ) as it was recorded on 28 May 2014."""
    postings = [*BEFORE]
    for code, (may, year) in EARNED.items():
        postings += [(code, MAY, may), (code, APRIL, str(Decimal(year) - Decimal(may)))]
    for code, (may, now, then) in STANDING.items():
        rest = Decimal(now) - Decimal(may) - Decimal(then)
        postings += [(code, MAY, may), (code, LAST_MAY, then), (code, LAST_YEAR, str(rest))]
    return Postings(books, postings, FLOWS, issued=ISSUED)


def account(books, code, **members):
    """One more account."""
    return keep(
        books, Account(account_id=guid(0xF000 + int(code)), code=code, status="ACTIVE", **members)
    )
