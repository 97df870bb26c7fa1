"""The organisation itself."""

from datetime import datetime
from decimal import Decimal

from mockxero.primitives.catalogue import About, Resource
from mockxero.primitives.dates import Date
from mockxero.primitives.fields import (
    constant,
    day,
    flag,
    guid,
    many,
    moment,
    number,
    one,
    text,
    whole,
)
from mockxero.primitives.records import Record
from mockxero.primitives.views import NOWHERE, OWN
from mockxero.resources.parts import Address, PaymentTerms
from mockxero.resources.scopes import SETTINGS


class OfficePhone(Record):
    """A phone of the organisation: unlike a contact's, it has only the parts that are filled."""

    phone_type: str | None = text("PhoneType")
    number: str | None = text("PhoneNumber")
    area_code: str | None = text("PhoneAreaCode")
    country_code: str | None = text("PhoneCountryCode")


class Organisation(Resource):
    """Whose books these are. Read-only."""

    about = About(
        plural="Organisations",
        singular="Organisation",
        path="Organisation",
        key="organisation_id",
        scopes=SETTINGS,
        collection=("GET",),
        item=(),
        where=False,
    )

    name: str = text("Name")
    legal_name: str | None = text("LegalName")
    pays_tax: bool | None = flag("PaysTax")
    version: str | None = text("Version")
    organisation_type: str | None = text("OrganisationType")
    base_currency: str = text("BaseCurrency")
    country_code: str | None = text("CountryCode")
    is_demo_company: bool = flag("IsDemoCompany", default=False)
    organisation_status: str | None = text("OrganisationStatus")
    registration_number: str | None = text("RegistrationNumber")
    employer_identification_number: str | None = text("EmployerIdentificationNumber")
    tax_number: str | None = text("TaxNumber")
    # seen: fyle-get-organisations.json, whose members are sorted. # guess: where it stands
    tax_number_name: str | None = text("TaxNumberName")
    financial_year_end_day: int | None = whole("FinancialYearEndDay")
    financial_year_end_month: int | None = whole("FinancialYearEndMonth")
    sales_tax_basis: str | None = text("SalesTaxBasis")
    sales_tax_period: str | None = text("SalesTaxPeriod")
    default_sales_tax: str | None = text("DefaultSalesTax")
    default_purchases_tax: str | None = text("DefaultPurchasesTax")
    period_lock_date: Date | None = day("PeriodLockDate")
    end_of_year_lock_date: Date | None = day("EndOfYearLockDate")
    # seen: 2026-nz/organisation.json, the one moment of a GET without +0000
    created: datetime | None = moment("CreatedDateUTC", bare=OWN)
    organisation_entity_type: str | None = text("OrganisationEntityType")
    timezone: str = text("Timezone", default="NEWZEALANDSTANDARDTIME")
    short_code: str | None = text("ShortCode")
    organisation_id: str = guid("OrganisationID")
    edition: str | None = text("Edition")
    organisation_class: str | None = text("Class")
    addresses: tuple[Address, ...] = many("Addresses", Address, "Address")
    phones: tuple[OfficePhone, ...] = many("Phones", OfficePhone, "Phone")
    external_links = constant("ExternalLinks", "[]")
    payment_terms: PaymentTerms | None = one("PaymentTerms", PaymentTerms)
    # Settings that have addresses of their own; a fixture tells them with the rest.
    reminders_enabled: bool = flag("InvoiceRemindersEnabled", default=False, shows=NOWHERE)
    cis_contractor: bool = flag("CISContractorEnabled", default=False, shows=NOWHERE)
    cis_sub_contractor: bool = flag("CISSubContractorEnabled", default=False, shows=NOWHERE)
    cis_rate: Decimal | None = number("CISRate", 2, shows=NOWHERE)
