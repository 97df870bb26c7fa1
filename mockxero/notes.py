"""What SUPPORTED.md says that the code cannot say of itself: what is modelled, and what is not."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Note(NamedTuple):
    """What the code cannot say of itself about one resource."""

    modelled: str
    missing: str
    evidence: str
    but: Mapping[str, str] = MappingProxyType({})
    """What single operations leave out, by Xero's name of the operation."""


NOTES = {
    "Accounts": Note(
        "create, change, archive, delete; one account per call; class and default tax follow from "
        "the type; codes and names are unique; system accounts and used ones stay, and what "
        "tracked items or repeating invoices stand on; bank accounts stay bank accounts",
        "",
        "lists recorded; rules documented; some refusals are guesses",
    ),
    "BankTransactions": Note(
        "money spent and received, prepayments and overpayments: lines, items, tracking, tax, "
        "totals, currency of the bank account; change and delete (`Status`) what is spent or "
        "received and not reconciled; lock dates; history and notes",
        "whatever has `IsReconciled` counts as reconciled with a statement line",
        "documented; most refusals are guesses",
    ),
    "BankTransfers": Note(
        "move money between two bank accounts of one currency: both sides become bank "
        "transactions; tracking; deleting (`Status`) deletes both, unless a side is reconciled; "
        "lock dates; history, notes, files; refused between currencies, as Xero's page has it",
        "",
        "documented; refusals are guesses",
    ),
    "BatchPayments": Note(
        "pay several invoices, or several bills, as one: each line becomes a payment under the "
        "rules of Payments; deleting the batch (`Status`) takes all of them back; "
        "history and notes",
        "batches that are reconciled",
        "documented; some refusals are guesses",
    ),
    "BrandingThemes": Note(
        "read-only; payment services are applied to them, or made on the way",
        "taking a payment service back",
        "recorded; payment services documented",
    ),
    "Budgets": Note(
        "read-only; the months of DateFrom and DateTo, or the last, this and the next one",
        "",
        "documented",
    ),
    "ContactGroups": Note(
        "create, rename, delete (`Status`); contacts join and leave",
        "",
        "documented; refusals are guesses",
    ),
    "Contacts": Note(
        "create, change, archive (for good, as at Xero); unique names and numbers; slots for "
        "addresses and phones; persons, groups; balances worked out from open documents; what a "
        "document says of a contact changes it; files",
        "what only Xero's screens give: `Discount`, `Website`, `BrandingTheme`, "
        "merging (`MergedToContactID`)",
        "recorded; rules documented",
    ),
    "CreditNotes": Note(
        "lines, tax, totals, numbers, statuses, refunds by payment; allocations to invoices, and "
        "taking them back; lock dates; history and notes; files; PDF",
        "",
        "documented; some refusals are guesses",
    ),
    "Currencies": Note(
        "subscribe to an ISO 4217 code; documents and payments without a `CurrencyRate` take that "
        "of their day from a table that comes with each fixture and can be told "
        "(`mockxero rates`), where Xero asks XE; gains and losses are posted when something is "
        "settled at another rate; reports show what is owed and what lies in foreign accounts at "
        "the rate of their day, and the gain on that, which is in no journal",
        "of a currency that the table lacks one unit counts as one unit of the organisation's own",
        "documented; the rates are made up",
    ),
    "Employees": Note(
        "create, change; names are required",
        "",
        "gone from Xero's description, still called by older clients; refusals are guesses",
    ),
    "ExpenseClaims": Note(
        "gather receipts of one user, which are submitted, approved and voided with the claim; "
        "totals; receipts exchanged until it is approved; posted on the day of approval; lock "
        "dates; history and notes",
        "payments, which are made on Xero's pages only, are made through the control API here",
        "documented; refusals are guesses",
    ),
    "Invoices": Note(
        "ACCREC and ACCPAY: lines, items, tracking, discounts, tax, totals, numbers, statuses "
        "from draft to paid or voided, what may be edited once paid; `RoundingAmount`; lock dates; "
        "history and notes; files; PDF; e-mail is marked and counted, and never leaves the machine "
        "(a demo company may send none, unless `--emails` says how many); online addresses",
        "reminders",
        "recorded; rules documented; some refusals are guesses",
    ),
    "Items": Note(
        "create, change, delete (tracked ones unless used); prices with 2 or 4 decimals; lines "
        "take their description, price, account and tax from them; tracked inventory: quantity "
        "and average cost move as bills, invoices, credit notes and bank transactions are "
        "approved, edited and voided, and the ledger with them: what an item is worth is what it "
        "has brought to its inventory account; nobody sells more than is on hand, unless "
        "`allowBackorders`; history and notes",
        "opening stock of a fixture stands on no account, as in Xero's own demo companies",
        "recorded; rules documented; some refusals are guesses, and so is that the cost of goods "
        "sold is in the journal of the sale, and takes what an emptied pool has left",
    ),
    "LinkedTransactions": Note(
        "bill a line of a bill, or of money spent, on to a customer and a sales invoice; the "
        "status follows from both documents; change, delete; pages of 100",
        "",
        "documented; two refusals quoted from Xero, the others are guesses",
    ),
    "Journals": Note(
        "what every approved document, payment, allocation, transfer, expense claim, manual "
        "journal and conversion balance posts, with signs, tax and tracking; voids and edits are "
        "reversals; by id and number, in portions of a hundred behind `offset`; with "
        "`paymentsOnly`, what is paid of documents, under the same numbers",
        "the roles of users: whoever has the scope may read",
        "recorded; how prepayments and overpayments are allocated, that an edit of words posts "
        "nothing, and all of the cash basis, are guesses",
    ),
    "ManualJournals": Note(
        "debits and credits that balance, tax by the line, tracking; drafts lose unknown accounts "
        "with a warning; draft, posted, voided, deleted; lock dates; history and notes; reversed "
        "on a later day, which only Xero's pages do, by the control API",
        "",
        "documented; some refusals are guesses",
    ),
    "Organisation": Note(
        "read-only here; lock dates and the end of the financial year are set with `mockxero "
        "organisation`, as in Xero's application; actions follow from the currencies and the lock "
        "date; CIS settings for British organisations",
        "actions by plan and by role",
        "recorded; actions and CIS settings documented",
    ),
    "InvoiceReminders": Note("read-only; switched on in the fixture", "", "documented"),
    "PaymentServices": Note(
        "create; always of the type Custom",
        "services that Xero connects by itself, such as PayPal",
        "documented; refusals are guesses",
    ),
    "Setup": Note(
        "create, change and delete accounts under the rules of Accounts; accounts that are not "
        "sent stay; the conversion balances are posted against Historical Adjustment, as of the "
        "day before the conversion date, and anew when they are saved again; the summary is "
        "counted",
        "balances of Accounts Receivable and Payable are posted as they are told; Xero's pages ask "
        "for the older invoices and bills behind them, here these are posted beside them: who "
        "enters those leaves the two balances out",
        "the summary is documented; what each count means is a guess; the posting recorded, its "
        "day documented on Xero's help pages",
    ),
    "Overpayments": Note(
        "begin as bank transactions, whose files they show; allocations to invoices, and taking "
        "them back; refunds by payment; history and notes",
        "voiding, which Xero does in its own pages only",
        "documented; refusals follow those of credit notes",
    ),
    "Payments": Note(
        "pay invoices and bills, refund credit notes, prepayments and overpayments, delete "
        "(`Status`) what is not reconciled; the document's status and amounts follow; what a rate "
        "has moved since is gained or lost; lock dates; history and notes",
        "",
        "documented; some refusals are guesses",
    ),
    "Prepayments": Note(
        "begin as bank transactions, with lines and tax, whose files they show; allocations to "
        "invoices, and taking them back; refunds by payment; history and notes",
        "voiding, which Xero does in its own pages only",
        "documented; refusals follow those of credit notes; the number of one received is a guess",
    ),
    "PurchaseOrders": Note(
        "lines, items, tracking, discounts, tax, totals, statuses from draft to billed or deleted; "
        "numbers, by which a POST finds an order and which a deleted one keeps; delivery; contacts "
        "are never made on the way; history and notes",
        "e-mail; a bill is a POST of its own, and does not bill the order by itself",
        "recorded; some refusals and moves between statuses are guesses",
    ),
    "Quotes": Note(
        "lines, items, tracking, discounts, tax, totals, statuses from draft to invoiced, declined "
        "or deleted; what an update forgets, numbers included; the envelope, dates and content "
        "type of their own; history and notes",
        "e-mail; an invoice is a POST of its own, and does not mark the quote by itself",
        "recorded; the words of refusals are guesses",
    ),
    "Receipts": Note(
        "lines, tax and totals of a user's receipt, numbered until it is claimed; change and "
        "delete drafts; lock dates; history and notes",
        "",
        "documented; some refusals are guesses",
    ),
    "RepeatingInvoices": Note(
        "create, delete (`Status`), nothing else, as at Xero; a sales invoice or bill is made when "
        "its day comes, drafted or approved, with `[Month]` and its like filled in; whoever looks "
        "next finds it, one for each day that has passed; history and notes",
        "what `SendCopy` and `IncludePDF` say has no effect; nothing is e-mailed",
        "recorded in 2011; documented; the one rule on changes quoted from Xero; refusals are "
        "guesses",
    ),
    "Reports": Note(
        "rows, titles, dates, number text and parameters as Xero has them, in JSON and XML; all "
        "figures are those of the ledger, of documents, or of the overall budget; `paymentsOnly` "
        "is the cash basis: lines and tax count as they are paid; what is foreign is shown at the "
        "rate of the day, with the gain on it; forms 1099 of whoever `PUT /_mockxero/1099` names; "
        "GST returns (NZ) and activity statements (AU) that `POST /_mockxero/returns` published",
        "custom layouts; payroll, instalments and fuel on activity statements",
        "recorded in 2014 and 2017 and published by Xero; most refusals, the figures of the cash "
        "basis, and the fields of returns are guesses",
    ),
    "TaxRates": Note(
        "create, change, delete (`Status`) rates of your own; compound components, and such that "
        "cannot be claimed back: their tax is posted to the account of the line",
        "",
        "lists recorded; rules documented; refusals are guesses, and so is how compound and "
        "unclaimed components are rounded",
    ),
    "TrackingCategories": Note(
        "create, rename, archive, delete categories and options; used ones are archived instead",
        "",
        "documented; refusals are guesses",
    ),
    "Users": Note(
        "read-only; `mockxero users` adds and removes people, as Xero's pages do",
        "their roles: everybody may do everything",
        "documented",
    ),
}
"""By the first word of the path. One for every resource that is here; a test asks for it."""

SIGNING_IN = {
    "/identity/connect/authorize": Note(
        "gives an app the code of a user, with or without PKCE (`S256`, `plain`), at once or by "
        "way of the two pages below; scopes by the kind, age and tier of the app; whatever is "
        "wrong with the request gets a page and a 500, and no redirect",
        "",
        "documented; page and words as developers report them",
    ),
    "/identity/user/login": Note(
        "asks who sits at this browser, and remembers it for twelve hours",
        "passwords and second factors",
        "a page of our own",
    ),
    "/identity/user/consent": Note(
        "lets the user choose one organisation, and allow or cancel; scopes add up; the limits of "
        "the app's tier and of uncertified apps",
        "",
        "limits documented; a page of our own, some of its words are guesses",
    ),
    "/connect/token": Note(
        "a code (five minutes, once), a refresh token (sixty idle days, and half an hour after its "
        "use) or the credentials of a custom connection for tokens of half an hour; web apps get "
        "one for `app.connections`; refusals in one word",
        "",
        "documented; that each refresh within the half hour gives a further pair, and that a used "
        "code ends nothing, are guesses",
    ),
    "/connect/revocation": Note(
        "ends all that a user ever allowed an app: tokens, and connections; whatever is no refresh "
        "token of the app is as good as revoked",
        "",
        "documented",
    ),
    "/connect/userinfo": Note(
        "who the bearer acts for, as far as the scopes reach",
        "",
        "as OpenID Connect has it; no answer of Xero's is known",
    ),
    "/connections": Note(
        "what is open to the bearer, all or those of one `authEventId`; with `app.connections`, "
        "what is open to the app",
        "",
        "recorded",
    ),
    "/connections/<connection_id>": Note(
        "closes one; the token lives on, for the others",
        "",
        "documented; that the next token of a custom connection opens it again is a guess",
    ),
    "/.well-known/openid-configuration": Note(
        "addresses that lead back here; the issuer is Xero's, unless `--issuer` says otherwise",
        "",
        "what clients read of it; no answer of Xero's is known",
    ),
    "/.well-known/openid-configuration/jwks": Note(
        "the key that signs, and older ones while a token of theirs may live; `mockxero keys "
        "rotate` makes another",
        "keys of its own for each mock: all mocks of a user share one set",
        "the members that clients read",
    ),
}
"""What ``identity`` answers, by path. One for every path; a test asks for it."""
