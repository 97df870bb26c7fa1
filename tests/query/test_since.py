"""What an ``If-Modified-Since`` means."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockxero.query.since import since


@pytest.mark.parametrize(
    ("header", "moment"),
    [
        ("2009-11-12T00:00:00", datetime(2009, 11, 12)),  # xeroizer
        ("1970-01-01T00:00:00.000Z", datetime(1970, 1, 1)),  # xero-node
        ("2020-02-06T12:17:43.202000-08:00", datetime(2020, 2, 6, 20, 17, 43)),  # xero-python
        ("2020-02-06T12:17:43.202000", datetime(2020, 2, 6, 12, 17, 43)),
        ("2020-02-06 12:17:43+00:00", datetime(2020, 2, 6, 12, 17, 43)),
        ("2020-02-06T12:17:43.2020000Z", datetime(2020, 2, 6, 12, 17, 43)),  # .NET
        ("2020-02-06T12:17:43.2020000", datetime(2020, 2, 6, 12, 17, 43)),
        ("2020-02-06T12:17:43.202-08:00", datetime(2020, 2, 6, 20, 17, 43)),  # Java
        ("2020-02-06T00:00Z", datetime(2020, 2, 6)),
        ("2020-02-06T00:00+0100", datetime(2020, 2, 5, 23)),
        ("2019-01-02T19:20:30+01:00", datetime(2019, 1, 2, 18, 20, 30)),  # PHP
        ("Mon, 17 Aug 2026 00:00:00 GMT", datetime(2026, 8, 17)),  # pyxero
        ("Mon, 17 Aug 2026 02:00:00 +0200", datetime(2026, 8, 17)),
        ("Monday, 17-Aug-26 00:00:00 GMT", datetime(2026, 8, 17)),
        ('"2019-01-02T19:20:30"', datetime(2019, 1, 2, 19, 20, 30)),
        ("2019-01-02", datetime(2019, 1, 2)),
        ("2019-01-02t19:20:30z", datetime(2019, 1, 2, 19, 20, 30)),
        ("2019-01-02T19:20:30.12345678901234567890Z", datetime(2019, 1, 2, 19, 20, 30)),
        ("  2019-01-02T19:20:30 ", datetime(2019, 1, 2, 19, 20, 30)),
        ("0001-01-01T00:00:00", datetime(1, 1, 1)),
    ],
)
def test_every_clients_spelling_is_read(header, moment):
    """In UTC, without a zone, to the second."""
    assert since(header) == moment


@pytest.mark.parametrize(
    "header",
    [
        "",
        " ",
        '""',
        "yesterday",
        "null",
        "2020-13-01T00:00:00",
        "2020-02-30",
        "17/08/2026",
        "1596672000000",
        "٢٠٢٠-٠٢-٠٦",
        "0001-01-01T00:00:00+10:00",
        "9999-12-31T23:59:59-10:00",
        "Mon, 17 Aug 99999999999 00:00:00 GMT",
        "Mon, 31 Feb 2026 00:00:00 GMT",
        "\0",
    ],
)
def test_what_is_no_moment_is_ignored(header):
    """The whole list is better than an error."""
    assert since(header) is None


@given(st.text() | st.text("0123456789-:TZ.+ GMTAug,"))
def test_no_header_breaks_it(header):
    """Whatever is sent, there is a whole second or nothing."""
    moment = since(header)

    assert moment is None or (moment.microsecond == 0 and moment.tzinfo is None)
