"""Who gets in, and what is said to those who do not."""

from ..provenance import documented, guessed, recorded
from ..story import Story
from . import given


@recorded("2026-nz/contact_create.json")
def test_an_answer_is_json_and_counts_the_calls_left(xero: Story) -> None:
    """JSON in UTF-8, and how many calls of the minute and of the day remain."""
    reply = xero.call("getContacts", page=1)

    kind = reply.header("Content-Type")
    xero.same("answer", "Content-Type", "application/json; charset=utf-8", kind)
    for name in ("X-MinLimit-Remaining", "X-DayLimit-Remaining"):
        left = reply.header(name) or "nothing"
        xero.same("answer", name, "a number", "a number" if left.isdigit() else left)


@recorded("xero-python-get-connections.json")
def test_a_connection_leads_to_the_organisation(xero: Story) -> None:
    """`/connections` needs no tenant, and names the one we work in."""
    body = xero.elsewhere(tenant_id=None).call("getConnections").body

    tenants = [one["tenantId"] for one in body if one["tenantId"] == xero.session.tenant_id]
    xero.same("connections", "our tenant", [xero.session.tenant_id], tenants)


@documented("live answers quoted in issues of Xero's SDKs")
def test_without_a_token_nobody_gets_in(xero: Story) -> None:
    """No bearer token is 401, AuthenticationUnsuccessful."""
    reply = xero.elsewhere(access_token=None).call("getContacts", expecting=401, page=1)

    xero.agree("no token", reply.body, Title="Unauthorized", Detail="AuthenticationUnsuccessful")


@guessed("the word for a signature that does not fit, which only a help video of Xero's tells")
def test_a_forged_signature_is_called_by_its_name(xero: Story) -> None:
    """One letter of the signature changed is 401, TokenInvalidSignature."""
    forger = xero.elsewhere(access_token=given.forged(xero.session.access_token or "a.b.c"))

    reply = forger.call("getContacts", expecting=401, page=1)

    xero.agree("forged token", reply.body, Title="Unauthorized", Detail="TokenInvalidSignature")


@guessed("whether /connections refuses in the words of the Accounting API")
def test_the_connections_are_closed_in_the_same_words(xero: Story) -> None:
    """Without a token it is the same 401, with the same members."""
    reply = xero.elsewhere(access_token=None).call("getConnections", expecting=401)

    xero.agree("no token", reply.body, Title="Unauthorized", Detail="AuthenticationUnsuccessful")


@documented("developer.xero.com, OAuth 2.0 troubleshooting")
def test_a_foreign_organisation_stays_closed(xero: Story) -> None:
    """A tenant that the token does not reach is 403, and again AuthenticationUnsuccessful."""
    reply = xero.elsewhere(tenant_id=given.NOWHERE).call("getContacts", expecting=403, page=1)

    xero.agree("foreign tenant", reply.body, Title="Forbidden", Detail="AuthenticationUnsuccessful")


@recorded("2026-nz/invoice_not_found.json")
def test_what_is_not_there_is_said_in_plain_text(xero: Story) -> None:
    """An unknown id is 404 in text/html, with one sentence and no JSON."""
    reply = xero.call("getInvoice", expecting=404, InvoiceID=given.NOWHERE)

    kind = reply.header("Content-Type")
    xero.same("unknown id", "Content-Type", "text/html; charset=utf-8", kind)
    expected = "The resource you're looking for cannot be found"
    xero.same("unknown id", "text", expected, reply.text)
