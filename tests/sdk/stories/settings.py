"""Accounts, rates, tracking, currencies, themes, people: what an organisation is set up with."""

from xero_python.accounting import (
    Account,
    Accounts,
    AccountType,
    BalanceDetails,
    ConversionBalances,
    ConversionDate,
    Currency,
    CurrencyCode,
    LineItemTracking,
    PaymentService,
    PaymentServices,
    Setup,
    TaxRate,
    TaxRates,
    TrackingCategory,
    TrackingOption,
)

from tests.sdk.integration import BANK, SALES
from tests.sdk.walker import Walker, line, only

# --- accounts -------------------------------------------------------------------------------------


def get_accounts(xero: Walker):
    """A filter finds the one with a code; without it the whole chart comes."""
    made = xero.account()

    found = xero.get_accounts(where=f'Code=="{made.code}"').accounts
    everything = xero.get_accounts(order="Code DESC").accounts

    assert [one.account_id for one in found] == [made.account_id]
    assert len(everything) > 50
    codes = [one.code for one in everything if one.code]
    assert codes == sorted(codes, reverse=True)


def create_account(xero: Walker):
    """Class and tax follow from the type."""
    made = only(
        xero.create_account(Account(code="421", name="Fun", type=AccountType.EXPENSE)).accounts
    )

    assert (made.code, made.name, made.type.value) == ("421", "Fun", "EXPENSE")
    assert (made._class, made.tax_type, made.status) == ("EXPENSE", "INPUT2", "ACTIVE")
    assert only(xero.get_accounts(where='Name=="Fun"').accounts).account_id == made.account_id


def get_account(xero: Walker):
    made = xero.account()

    found = only(xero.get_account(made.account_id).accounts)

    assert (found.account_id, found.name) == (made.account_id, made.name)


def update_account(xero: Walker):
    """A new name; what was not sent stays."""
    made = xero.account()

    changed = only(
        xero.update_account(made.account_id, Accounts(accounts=[Account(name="Renamed")])).accounts
    )

    assert (changed.account_id, changed.name, changed.code) == (
        made.account_id,
        "Renamed",
        made.code,
    )
    assert only(xero.get_account(made.account_id).accounts).name == "Renamed"


def delete_account(xero: Walker):
    """It comes back as deleted, and lists have it no longer among the active ones."""
    made = xero.account()

    gone = only(xero.delete_account(made.account_id).accounts)

    assert (gone.account_id, gone.status) == (made.account_id, "DELETED")
    assert xero.get_accounts(where=f'Code=="{made.code}" AND Status=="ACTIVE"').accounts == []


# --- tax rates ------------------------------------------------------------------------------------


def get_tax_rates(xero: Walker):
    rates = {one.tax_type: one for one in xero.get_tax_rates().tax_rates}

    assert (rates["OUTPUT2"].effective_rate, rates["OUTPUT2"].status) == (15, "ACTIVE")
    assert rates["OUTPUT2"].can_apply_to_revenue is True
    assert rates["INPUT2"].can_apply_to_revenue is False


def create_tax_rates(xero: Walker):
    """The rate is the sum of its parts, and good for lines at once."""
    made = xero.tax_rate()

    invoice = xero.invoice(line(50, tax_type=made.tax_type))

    assert made.tax_type.startswith("TAX")
    assert (made.display_tax_rate, made.effective_rate) == (10, 10)
    assert (invoice.total_tax, invoice.total) == (5, 55)


def update_tax_rate(xero: Walker):
    """DELETED is a status."""
    made = xero.tax_rate()
    draft = TaxRate(name=made.name, status="DELETED")

    gone = only(xero.update_tax_rate(TaxRates(tax_rates=[draft])).tax_rates)

    assert (gone.tax_type, gone.status) == (made.tax_type, "DELETED")
    listed = {one.tax_type: one.status for one in xero.get_tax_rates().tax_rates}
    assert listed[made.tax_type] == "DELETED"


def get_tax_rate_by_tax_type(xero: Walker):
    found = only(xero.get_tax_rate_by_tax_type("INPUT2").tax_rates)

    assert (found.tax_type, found.name) == ("INPUT2", "15% GST on Expenses")
    assert [(part.name, part.rate) for part in found.tax_components] == [("GST", 15)]


# --- tracking -------------------------------------------------------------------------------------


def get_tracking_categories(xero: Walker):
    made = xero.tracking_category()

    found = {one.name: one for one in xero.get_tracking_categories().tracking_categories}

    assert found[made.name].tracking_category_id == made.tracking_category_id
    assert "North" in {option.name for option in found["Region"].options}


def create_tracking_category(xero: Walker):
    made = only(xero.create_tracking_category(TrackingCategory(name="Job")).tracking_categories)

    assert (made.name, made.status, made.options) == ("Job", "ACTIVE", [])
    found = only(xero.get_tracking_category(made.tracking_category_id).tracking_categories)
    assert found.name == "Job"


def get_tracking_category(xero: Walker):
    region = only(xero.get_tracking_categories(where='Name=="Region"').tracking_categories)

    found = only(xero.get_tracking_category(region.tracking_category_id).tracking_categories)

    assert [one.name for one in found.options] == [one.name for one in region.options] != []


def update_tracking_category(xero: Walker):
    made = xero.tracking_category()

    changed = only(
        xero.update_tracking_category(
            made.tracking_category_id, TrackingCategory(name="Crew")
        ).tracking_categories
    )

    assert (changed.tracking_category_id, changed.name) == (made.tracking_category_id, "Crew")
    assert "Crew" in {one.name for one in xero.get_tracking_categories().tracking_categories}


def delete_tracking_category(xero: Walker):
    """It comes back as deleted, and the list does not have it."""
    made = xero.tracking_category()

    gone = only(xero.delete_tracking_category(made.tracking_category_id).tracking_categories)

    assert (gone.tracking_category_id, gone.status) == (made.tracking_category_id, "DELETED")
    names = {one.name for one in xero.get_tracking_categories().tracking_categories}
    assert made.name not in names


def create_tracking_options(xero: Walker):
    """The option stands on the category, and a line can wear it."""
    team = xero.tracking_category()

    made = only(
        xero.create_tracking_options(team.tracking_category_id, TrackingOption(name="Red")).options
    )

    found = only(xero.get_tracking_category(team.tracking_category_id).tracking_categories)
    assert [one.tracking_option_id for one in found.options] == [made.tracking_option_id]
    worn = line(tracking=[LineItemTracking(name=team.name, option="Red")])
    tracked = only(only(xero.invoice(worn).line_items).tracking)
    assert (tracked.tracking_category_id, tracked.option) == (team.tracking_category_id, "Red")


def update_tracking_options(xero: Walker):
    team = xero.tracking_category()
    key = team.tracking_category_id
    made = only(xero.create_tracking_options(key, TrackingOption(name="Red")).options)

    draft = TrackingOption(name="Blue")
    changed = only(xero.update_tracking_options(key, made.tracking_option_id, draft).options)

    assert (changed.tracking_option_id, changed.name) == (made.tracking_option_id, "Blue")
    found = only(xero.get_tracking_category(key).tracking_categories)
    assert [one.name for one in found.options] == ["Blue"]


def delete_tracking_options(xero: Walker):
    team = xero.tracking_category()
    key = team.tracking_category_id
    made = only(xero.create_tracking_options(key, TrackingOption(name="Red")).options)

    gone = only(xero.delete_tracking_options(key, made.tracking_option_id).options)

    assert (gone.tracking_option_id, gone.status) == (made.tracking_option_id, "DELETED")
    assert only(xero.get_tracking_category(key).tracking_categories).options == []


# --- currencies -----------------------------------------------------------------------------------


def get_currencies(xero: Walker):
    codes = {one.code.value for one in xero.get_currencies().currencies}

    assert "NZD" in codes


def create_currency(xero: Walker):
    """From then on documents may be in it."""
    made = only(xero.create_currency(Currency(code=CurrencyCode.CHF)).currencies)

    invoice = xero.invoice(currency_code=CurrencyCode.CHF, currency_rate=0.5)

    assert made.code.value == invoice.currency_code.value == "CHF"
    assert "CHF" in {one.code.value for one in xero.get_currencies().currencies}


# --- themes, and how customers pay ----------------------------------------------------------------


def get_branding_themes(xero: Walker):
    """The first is what new invoices look like."""
    themes = xero.get_branding_themes().branding_themes

    standard = min(themes, key=lambda one: one.sort_order)
    assert (standard.name, standard.type) == ("Standard", "INVOICE")
    assert xero.invoice().branding_theme_id == standard.branding_theme_id


def get_branding_theme(xero: Walker):
    theme = xero.get_branding_themes().branding_themes[0]

    found = only(xero.get_branding_theme(theme.branding_theme_id).branding_themes)

    assert (found.branding_theme_id, found.name) == (theme.branding_theme_id, theme.name)


def _service(xero: Walker) -> PaymentService:
    draft = PaymentService(
        payment_service_name=xero.fresh("Pay"),
        payment_service_url="https://pay.example.com/?no=[INVOICENUMBER]&amount=[AMOUNT]",
        pay_now_text="Pay now",
    )
    answer = xero.create_payment_service(PaymentServices(payment_services=[draft]))
    return only(answer.payment_services)


def get_payment_services(xero: Walker):
    made = _service(xero)

    found = {one.payment_service_id: one for one in xero.get_payment_services().payment_services}

    assert found[made.payment_service_id].payment_service_name == made.payment_service_name


def create_payment_service(xero: Walker):
    made = _service(xero)

    assert (made.pay_now_text, made.payment_service_type.upper()) == ("Pay now", "CUSTOM")
    assert made.payment_service_url.startswith("https://pay.example.com/")
    listed = [one.payment_service_id for one in xero.get_payment_services().payment_services]
    assert made.payment_service_id in listed


def create_branding_theme_payment_services(xero: Walker):
    """A service stands on the theme that it was put on, and on no other."""
    made = _service(xero)
    first, *others = xero.get_branding_themes().branding_themes
    put = PaymentServices(
        payment_services=[PaymentService(payment_service_id=made.payment_service_id)]
    )

    answer = xero.create_branding_theme_payment_services(first.branding_theme_id, put)

    assert made.payment_service_id in [one.payment_service_id for one in answer.payment_services]
    assert made.payment_service_id in _on(xero, first)
    assert all(made.payment_service_id not in _on(xero, other) for other in others)


def get_branding_theme_payment_services(xero: Walker):
    """What was put on it, with its name."""
    made = _service(xero)
    theme = xero.get_branding_themes().branding_themes[0]
    assert made.payment_service_id not in _on(xero, theme)
    put = PaymentServices(
        payment_services=[PaymentService(payment_service_id=made.payment_service_id)]
    )
    xero.create_branding_theme_payment_services(theme.branding_theme_id, put)

    assert _on(xero, theme)[made.payment_service_id] == made.payment_service_name


def _on(xero: Walker, theme) -> dict[str, str]:
    found = xero.get_branding_theme_payment_services(theme.branding_theme_id).payment_services
    return {one.payment_service_id: one.payment_service_name for one in found or ()}


# --- the organisation -----------------------------------------------------------------------------


def get_organisations(xero: Walker):
    """The one that the tenant id names."""
    found = only(xero.get_organisations().organisations)

    assert (found.organisation_id, found.name) == (xero.tenant, "Demo Company (NZ)")
    assert (found.base_currency.value, found.country_code.value) == ("NZD", "NZ")


def get_organisation_actions(xero: Walker):
    """What this token may do."""
    told = {one.name: one.status for one in xero.get_organisation_actions().actions}

    assert told["CreateApprovedInvoice"] == told["CreateDraftInvoice"] == "ALLOWED"
    assert set(told.values()) <= {"ALLOWED", "NOT-ALLOWED"}


def get_organisation_cis_settings(xero: Walker):
    """The construction industry scheme is British."""
    britain = xero.at("uk")

    found = only(britain.get_organisation_cis_settings(britain.tenant).cis_settings)

    assert {found.cis_contractor_enabled, found.cis_sub_contractor_enabled} <= {True, False}


def get_users(xero: Walker):
    user, *_ = xero.get_users(where="IsSubscriber==true").users

    assert user.is_subscriber is True
    assert "@" in user.email_address


def get_user(xero: Walker):
    user = xero.user()

    found = only(xero.get_user(user.user_id).users)

    assert (found.user_id, found.email_address) == (user.user_id, user.email_address)


def get_invoice_reminders(xero: Walker):
    """They are on or off."""
    reminders = only(xero.get_invoice_reminders().invoice_reminders)

    assert reminders.enabled in {True, False}


def post_setup(xero: Walker):
    """An account that is new is counted as new, and there afterwards."""
    new = Account(code="777", name="Conversion", type=AccountType.EXPENSE)
    date = ConversionDate(month=4, year=2020)
    balances = [
        ConversionBalances(account_code=BANK, balance=150, balance_details=[BalanceDetails()]),
        ConversionBalances(account_code=SALES, balance=-150),
    ]

    told = xero.post_setup(
        Setup(accounts=[new], conversion_date=date, conversion_balances=balances)
    ).import_summary

    assert (told.accounts.new, told.accounts.errored) == (1, 0)
    assert told.organisation.present is True
    assert only(xero.get_accounts(where='Code=="777"').accounts).name == "Conversion"
