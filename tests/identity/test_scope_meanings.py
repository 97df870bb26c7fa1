import pytest

from mockxero.identity.scope_meanings import meaning
from mockxero.identity.scopes import KNOWN


@pytest.mark.parametrize("scope", KNOWN)
def test_every_scope_means_something(scope):
    """In plain words, and not in those of the scope."""
    told = meaning(scope)

    assert told.scope == scope
    assert scope not in told.words
    assert "accounting" not in told.words
    assert "." not in told.words


def test_no_two_mean_the_same():
    """Whoever allows one should know it from the others."""
    assert len({meaning(scope).words for scope in KNOWN}) == len(KNOWN)


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        ("accounting.contacts", "See and change your contacts"),
        ("accounting.contacts.read", "See your contacts"),
        ("accounting.reports.balancesheet.read", "See your balance sheet"),
        ("payroll.payslip", "See and change your payslips"),
        ("files.read", "See your files"),
        ("finance.statements.read", "See your financial statements"),
        ("finance.somethingnew.read", "See your somethingnew"),
        ("finance.accountingactivity.read", "See your accounting activity"),
    ],
)
def test_for_example(scope, words):
    """Those of other APIs, too."""
    assert meaning(scope).words == words
