"""Repeating invoices: what a template must say, and the documents that are made from it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from mockxero.accounting.currency import currency_of
from mockxero.accounting.rulebook import Books, Check, Filled, Proposal
from mockxero.accounting.schedules import day_after, due_on, first_day, spelled_out
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.records import Draft
from mockxero.resources.contacts import Contact
from mockxero.resources.invoices import Invoice
from mockxero.resources.parts import LineItem, LineTracking
from mockxero.resources.repeating_invoices import RepeatingInvoice, Schedule

EARLIEST = date(2000, 1, 1)
"""No schedule starts before it. # guess: so that the backlog has an end"""
MOST_DAYS = 999
_LAST_OF_MONTH = 31
_COPIED = (
    "unit_amount",
    "tax_type",
    "tax_amount",
    "line_amount",
    "account_id",
    "item_code",
    "quantity",
    "discount_rate",
    "discount_amount",
)


# --- completing -----------------------------------------------------------------------------------


def template_defaults(proposal: Proposal[RepeatingInvoice], books: Books) -> Filled:
    """What a new template has, unless the caller said otherwise."""
    now = proposal.now
    if not proposal.creating:
        return {}
    return {
        "id": now.repeating_invoice_id,
        "made_on": books.today,
        "status": now.status or "DRAFT",  # guess
        "line_amount_types": now.line_amount_types or "Exclusive",
        "currency_code": currency_of(now, books),
        "schedule": _starting(now.schedule),
        "approved_for_sending": bool(now.approved_for_sending),
        "send_copy": bool(now.send_copy),
        "mark_as_sent": bool(now.mark_as_sent),
        "include_pdf": bool(now.include_pdf),
    }


def _starting(schedule: Schedule | None) -> Schedule | None:
    """A schedule of which nothing is made yet. # seen: Xero-OpenAPI, createRepeatingInvoices"""
    return schedule and schedule.but(next_scheduled_date=first_day(schedule))


def only_goes_away(proposal: Proposal[RepeatingInvoice], books: Books) -> Filled:
    """Of a template that exists nothing changes but its status, whatever else was sent."""
    before = proposal.before
    if before is None:
        return {}
    return dict(before.items()) | {"status": proposal.now.status}


# --- what may be wrong ----------------------------------------------------------------------------


def on_creation(check: Check) -> Check:
    """A rule for new templates only: those that exist cannot be edited."""

    def checked(proposal: Proposal[Any], books: Books) -> Iterator[Complaint]:
        return check(proposal, books) if proposal.creating else iter(())

    return checked


def status_is_good(proposal: Proposal[RepeatingInvoice], books: Books) -> Iterator[Complaint]:
    """A template is a draft or approved; later it can be deleted, and nothing else.

    # seen: XeroAPI/xero-mcp-server, pull request 192; guess: the words for a new one
    """
    if proposal.before is not None:
        if proposal.sent.get("status") != "DELETED":
            yield Complaint("Repeating invoice status must be set to DELETED")
    elif proposal.now.status not in ("DRAFT", "AUTHORISED"):
        yield Complaint("Repeating invoice not of valid status for creation")


def is_for_sales(proposal: Proposal[RepeatingInvoice], books: Books) -> Iterator[Complaint]:
    """Templates of bills are read, but not made here.

    Source: Xero's page on Repeating Invoices, as integrators quote it; guess: the words.
    """
    if proposal.now.type == "ACCPAY":
        yield Complaint("Type needs to be ACCREC")


def schedule_is_complete(proposal: Proposal[RepeatingInvoice], books: Books) -> Iterator[Complaint]:
    """A template says how often, from when, and what falls due when. # guess: the words"""
    schedule = proposal.now.schedule
    if schedule is None:
        yield Complaint("A Schedule must be specified")
        return
    for name, value in (("Unit", schedule.unit), ("StartDate", schedule.start_date)):
        if value is None:
            yield Complaint(f"The Schedule {name} must be specified")
    if schedule.period is None or schedule.period < 1:
        yield Complaint("The Schedule Period must be at least 1")
    yield from _start_and_end(schedule)
    yield from _due_complaints(schedule)


def _start_and_end(schedule: Schedule) -> Iterator[Complaint]:
    start, end = schedule.start_date, schedule.end_date
    if start is not None and start < EARLIEST:
        yield Complaint("The Schedule StartDate is too far in the past")
    if start is not None and end is not None and end < start:
        yield Complaint("The Schedule EndDate cannot be before the StartDate")


def _due_complaints(schedule: Schedule) -> Iterator[Complaint]:
    count, kind = schedule.due_date, schedule.due_date_type
    if count is None or kind is None:
        yield Complaint("The Schedule DueDate and DueDateType must be specified")
        return
    least, most = (1, _LAST_OF_MONTH) if kind.startswith("OF") else (0, MOST_DAYS)
    if not least <= count <= most:
        yield Complaint(f"The Schedule DueDate must be between {least} and {most}")


def sent_when_approved(proposal: Proposal[RepeatingInvoice], books: Books) -> Iterator[Complaint]:
    """Only approved invoices can be sent by themselves. # guess: the words"""
    if proposal.now.approved_for_sending and proposal.now.status != "AUTHORISED":
        yield Complaint("Only AUTHORISED repeating invoices can be approved for sending")


def told(template: RepeatingInvoice) -> str:
    """A template in its own history."""
    return f"{template.reference or 'Repeating invoice'} for {template.total}."


# --- what is made from a template -----------------------------------------------------------------


def is_live(template: RepeatingInvoice) -> bool:
    """Whether there is still something to come."""
    return template.status != "DELETED" and next_day(template) is not None


def next_day(template: RepeatingInvoice) -> date | None:
    """The day on which the next document is made."""
    return template.schedule.next_scheduled_date if template.schedule is not None else None


def moved_on(template: RepeatingInvoice) -> RepeatingInvoice:
    """The template once the document of its next day has been made."""
    schedule, day = template.schedule, next_day(template)
    if schedule is None or day is None:
        return template
    return template.but(schedule=schedule.but(next_scheduled_date=day_after(schedule, day)))


def document(template: RepeatingInvoice, status: str) -> Draft:
    """The invoice or bill of a template's next day, as somebody would send it.

    One that was due before its template was made is not e-mailed. Source: as above
    """
    schedule, day = template.schedule or Schedule(), next_day(template) or EARLIEST
    reference = spelled_out(template.reference or "", day)
    # seen: the bills of Demo Company (NZ) bear the reference of their template as their number
    named = "reference" if template.type == "ACCREC" else "invoice_number"
    in_time = template.made_on is None or day >= template.made_on
    is_sent = template.mark_as_sent or (template.approved_for_sending and in_time)
    members = {
        "type": template.type,
        "contact": Draft(Contact, {"contact_id": template.contact}),
        "date": day,
        "due_date": due_on(schedule, day),
        "status": status,
        named: reference,
        "line_amount_types": template.line_amount_types,
        "currency_code": template.currency_code,
        "branding_theme_id": template.branding_theme_id,
        "sent_to_contact": status == "AUTHORISED" and is_sent,
        "lines": [_line(line, day) for line in template.lines],
    }
    return Draft(Invoice, {attr: value for attr, value in members.items() if value is not None})


def _line(line: LineItem, day: date) -> Draft:
    members = {attr: value for attr in _COPIED if (value := getattr(line, attr)) is not None}
    if line.description is not None:
        members["description"] = spelled_out(line.description, day)
    if line.tracking:
        members["tracking"] = [_tracking(one) for one in line.tracking]
    return Draft(LineItem, members)


def _tracking(one: LineTracking) -> Draft:
    return Draft(LineTracking, {"category_id": one.category_id, "option_id": one.option_id})
