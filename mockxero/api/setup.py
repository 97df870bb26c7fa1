"""``/Setup``: a chart of accounts, the conversion date and balances, all in one."""

from collections import Counter

from flask import Response

from mockxero.accounting import setup
from mockxero.api.answers import Refused, all_or_nothing, refused_element
from mockxero.api.bodies import sent_if_any
from mockxero.api.gate import Gate
from mockxero.api.visit import Visit
from mockxero.books.bookkeeper import Bookkeeper, Outcome, transaction
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.records import Draft
from mockxero.primitives.views import Look, View
from mockxero.resources.setup import Conversion, ImportSummary, Setup

PLURAL, SINGULAR = "Setups", "Setup"


def set_up(gate: Gate, visit: Visit) -> Response:
    """``POST /Setup``: an empty body does nothing, and is told so."""
    sent = next(iter(sent_if_any(visit, Setup, PLURAL, SINGULAR)), Draft(Setup, {}))
    with transaction(visit.organisation, visit.who) as keeper:
        fates, outcomes = Counter[str](), []
        for draft in sent.get("accounts", []):
            became, outcome = _account(keeper, draft)
            fates[became] += 1
            outcomes.append(outcome)
        all_or_nothing(visit, outcomes)
        _convert(visit, keeper, sent)
        found = setup.summary(sent, fates, keeper.books)
    return _answer(visit, found)


def _account(keeper: Bookkeeper, draft: Draft) -> tuple[str, Outcome]:
    """What became of an account, and how it went."""
    known = setup.account_meant(draft, keeper.books)
    became = setup.fate(draft, known, keeper.books)
    if against := tuple(setup.has_code(draft)):
        return became, Outcome(draft, known, None, against)
    if known is None:
        return became, keeper.record(draft, create=True)
    if became == setup.UPDATED:
        return became, keeper.record(draft, known)
    if became == setup.DELETED:
        return became, keeper.delete(known)
    return became, Outcome(draft, known, known)


def _convert(visit: Visit, keeper: Bookkeeper, sent: Draft) -> None:
    """Keep the date and the balances; each of them takes the place of what was there."""
    books = keeper.books
    against = (*setup.may_begin(sent, books), *setup.balances_are_good(sent, books))
    if against:
        raise Refused([_refused(visit, sent, against)])
    known = books.find(Conversion, Conversion().key)
    now = setup.converted(known, sent, books)
    if now == (known or Conversion()):
        return
    if against := tuple(setup.books_are_open(known, now, books)):
        raise Refused([_refused(visit, sent, against)])
    keeper.put(now, None)


def _refused(visit: Visit, sent: Draft, against: tuple[Complaint, ...]) -> str:
    messages = dict.fromkeys(one.message for one in against)
    return refused_element(visit, SINGULAR, sent, messages)


def _answer(visit: Visit, found: ImportSummary) -> Response:
    language = visit.press.language
    text = visit.press.show(found, Look(View.WRITE, depth=1))
    body = language.answer_of_one(visit.head, "ImportSummary", text)
    return Response(body.encode(), content_type=language.content_type)
