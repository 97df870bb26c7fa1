"""A contract that lets a fault pass is worth nothing: every fault planted here must be caught."""

import pytest

from contracts.clients import SHIPPED, connector
from contracts.faults import Fault
from contracts.stories import test_doors, test_invoices, test_lists, test_payments
from contracts.story import Story
from contracts.targets import session_at
from tests.contracts.tiny_xero import PLANTS, TinyXero

STORIES = [
    test_invoices.test_tax_on_top_is_rounded_line_by_line,
    test_invoices.test_posting_a_known_number_changes_that_invoice,
    test_invoices.test_an_approved_invoice_can_be_voided,
    test_payments.test_an_invoice_is_paid_when_nothing_is_due,
    test_payments.test_nobody_pays_more_than_is_due,
    test_lists.test_a_list_without_pages_leaves_the_lines_out,
    test_lists.test_a_page_has_the_lines_and_counts_them_all,
    test_lists.test_where_finds_what_it_names_and_nothing_else,
    test_doors.test_a_foreign_organisation_stays_closed,
    test_doors.test_what_is_not_there_is_said_in_plain_text,
]


def told(story_function, url, client):
    """The fault lines of a story that is told to this server."""
    claim = story_function.__name__.removeprefix("test_").replace("_", " ")
    story = Story(connector(SHIPPED[client]), session_at(url, {}), claim=claim)
    try:
        story_function(story)
    except (Fault, LookupError, ValueError) as error:
        story.faults.append(str(error))
    return story.faults


@pytest.mark.parametrize("client", SHIPPED)
@pytest.mark.parametrize("story_function", STORIES, ids=lambda one: one.__name__)
def test_without_a_fault_there_is_no_fault_line(story_function, client, tiny_xero):
    """What is right passes, through either client."""
    assert told(story_function, tiny_xero.url, client) == []


@pytest.mark.parametrize("client", SHIPPED)
@pytest.mark.parametrize("planted", PLANTS)
def test_a_planted_fault_is_caught(planted, client, tiny_xero):
    """And it is caught by the line that names it."""
    lines = []
    for story_function in STORIES:
        tiny_xero.books = TinyXero(planted)
        lines += told(story_function, tiny_xero.url, client)

    assert [line for line in lines if PLANTS[planted] in line], lines
