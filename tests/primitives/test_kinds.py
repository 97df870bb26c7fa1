"""What each kind of value reads and refuses. How it prints is told in tests/wire."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockxero.primitives.kinds import (
    Choice,
    Day,
    Flag,
    Guid,
    Kind,
    Moment,
    Number,
    Text,
    Unfit,
    Whole,
)
from mockxero.primitives.views import Look, View

GUID = "5b96e86b-418e-48e8-8949-308c14aec278"
STATUS = Choice("Status", "DRAFT", "PAID")
OPEN = Choice("Status", "DRAFT", open=True)
KINDS = [Text(), Guid(), STATUS, OPEN, Number(2), Whole(), Flag(), Day(), Moment()]


@pytest.mark.parametrize(
    ("kind", "sent", "value"),
    [
        (Text(), "as it is ", "as it is "),
        (Text(), "", ""),
        (Text(), "東京", "東京"),
        (Text(), 12, "12"),
        (Text(), Decimal("1.50"), "1.50"),
        (Text(), True, "True"),
        (Guid(), GUID, GUID),
        (Guid(), f" {GUID.upper()} ", GUID),
        (Guid(), GUID.replace("-", ""), GUID),
        (Guid(), "", None),
        (STATUS, "PAID", "PAID"),
        (STATUS, " paid ", "PAID"),
        (STATUS, "", None),
        (OPEN, "whatever", "WHATEVER"),
        (Number(2), Decimal("1.005"), Decimal("1.005")),
        (Number(2), 7, Decimal(7)),
        (Number(2), " -1.5 ", Decimal("-1.5")),
        (Number(2), "1e3", Decimal(1000)),
        (Number(2), "", None),
        (Number(2), "999999999999.99", Decimal("999999999999.99")),
        (Number(2), Decimal("1e-400000"), Decimal(0)),
        (Whole(), 7, 7),
        (Whole(), "7", 7),
        (Whole(), Decimal("7.0"), 7),
        (Whole(), -(2**31), -(2**31)),
        (Whole(), "", None),
        (Flag(), True, True),
        (Flag(), "False", False),
        (Flag(), " TRUE ", True),
        (Flag(), 1, True),
        (Flag(), "0", False),
        (Flag(), "", None),
        (Day(), "2026-01-31T22:00:00", date(2026, 1, 31)),
        (Day(), "1753-01-01", date(1753, 1, 1)),
        (Day(), "", None),
        (Moment(), "2026-01-31T22:00:00", datetime(2026, 1, 31, 22)),
        (Moment(), "", None),
    ],
)
def test_what_is_read(kind, sent, value):
    read = kind.read(sent)

    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        (Text(), []),
        (Text(), {}),
        (Guid(), "1"),
        (Guid(), 1),
        (Guid(), GUID + "0"),
        (Guid(), GUID[:-1]),
        (Guid(), f"{{{GUID}}}"),
        (STATUS, "VOIDED"),
        (STATUS, 1),
        (OPEN, 1),
        (Number(2), "much"),
        (Number(2), "NaN"),
        (Number(2), "1_000"),
        (Number(2), "\N{ARABIC-INDIC DIGIT THREE}"),
        (Number(2), "Infinity"),
        (Number(2), True),
        (Number(2), [1]),
        (Number(2), Decimal("1e12")),
        (Number(2), -(10**12)),
        (Whole(), "7.5"),
        (Whole(), Decimal("7.5")),
        (Whole(), "\N{ARABIC-INDIC DIGIT THREE}"),
        (Whole(), True),
        (Whole(), [7]),
        (Whole(), 10**12),
        (Whole(), 2**31),
        (Whole(), "1_0"),
        (Flag(), "maybe"),
        (Flag(), 2),
        (Flag(), {}),
        (Day(), "soon"),
        (Day(), 20260131),
        (Day(), "1752-12-31"),
        (Moment(), "2026-01-31T25:00:00"),
        (Moment(), None),
    ],
)
def test_what_is_refused(kind, sent):
    """With the type that .NET would have wanted."""
    with pytest.raises(Unfit) as refusal:
        kind.read(sent)

    assert refusal.value.sent == sent
    assert refusal.value.dotnet == kind.dotnet


JUNK = st.one_of(
    st.text(), st.integers(), st.booleans(), st.decimals(allow_nan=False, allow_infinity=False)
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: type(kind).__name__)
@given(sent=JUNK)
def test_whatever_is_read_can_be_printed(kind, sent):
    """In both tongues; anything else is Unfit, never another error."""
    try:
        value = kind.read(sent)
    except Unfit:
        return
    if value is not None:
        assert kind.json(Look(View.SINGLE))(value)
        assert isinstance(kind.xml(Look(View.SINGLE))(value), str)


def test_a_choice_names_the_enum_it_belongs_to():
    assert STATUS.dotnet == "Xero.API.Library..Status"


def test_a_kind_in_general_can_do_nothing():
    """Each says for itself how it is read and printed."""
    for attempt in (
        lambda: Kind().read(1),
        lambda: Kind().json(Look(View.LIST)),
        lambda: Kind().twin(1),
    ):
        with pytest.raises(NotImplementedError):
            attempt()
