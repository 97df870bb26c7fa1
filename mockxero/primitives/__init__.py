"""Small things with no opinions: money, dates, ids, fields. No rules, HTTP or state here."""
