"""Tax rates and what they are made of."""

from decimal import Decimal

from mockxero.primitives.catalogue import About, Resource
from mockxero.primitives.fields import By, choice, flag, many, number, text
from mockxero.primitives.records import Record
from mockxero.resources.scopes import SETTINGS

REPORT_TAX_TYPES = (
    "AVALARA", "BASEXCLUDED", "CAPITALSALESOUTPUT", "CAPITALEXPENSESINPUT", "ECOUTPUT",
    "ECOUTPUTSERVICES", "ECINPUT", "ECACQUISITIONS", "EXEMPTEXPENSES", "EXEMPTINPUT",
    "EXEMPTOUTPUT", "GSTONIMPORTS", "INPUT", "INPUTTAXED", "MOSSSALES", "NONE", "NONEOUTPUT",
    "OUTPUT", "PURCHASESINPUT", "SALESOUTPUT", "EXEMPTCAPITAL", "EXEMPTEXPORT",
    "CAPITALEXINPUT", "GSTONCAPIMPORTS", "GSTONCAPITALIMPORTS", "REVERSECHARGES", "PAYMENTS",
    "INVOICE", "CASH", "ACCRUAL", "FLATRATECASH", "FLATRATEACCRUAL", "ACCRUALS", "TXCA",
    "SRCAS", "DSOUTPUT", "BLINPUT2", "EPINPUT", "IMINPUT2", "MEINPUT", "IGDSINPUT2",
    "ESN33OUTPUT", "OPINPUT", "OSOUTPUT", "TXN33INPUT", "TXESSINPUT", "TXREINPUT", "TXPETINPUT",
    "NRINPUT", "ES33OUTPUT", "ZERORATEDINPUT", "ZERORATEDOUTPUT", "DRCHARGESUPPLY", "DRCHARGE",
    "CAPINPUT", "CAPIMPORTS", "IMINPUT", "INPUT2", "CIUINPUT", "SRINPUT", "OUTPUT2", "SROUTPUT",
    "CAPOUTPUT", "SROUTPUT2", "CIUOUTPUT", "ZROUTPUT", "ZREXPORT", "ACC28PLUS", "ACCUPTO28",
    "OTHEROUTPUT", "SHOUTPUT", "ZRINPUT", "BADDEBT", "OTHERINPUT", "BADDEBTRELIEF",
    "IGDSINPUT3", "SROVR", "TOURISTREFUND", "TXRCN33", "TXRCRE", "TXRCESS", "TXRCTS",
    "CAPEXINPUT", "UNDEFINED", "CAPEXOUTPUT", "ZEROEXPOUTPUT", "GOODSIMPORT", "NONEINPUT",
    "NOTREPORTED", "SROVRRS", "SROVRLVG", "SRLVG", "IM", "IMESS", "IMN33", "IMRE",
    "BADDEBTRECOVERY", "USSALESTAX", "BLINPUT3",
)  # fmt: skip
"""What a rate counts as in a tax return, in any country. Source: Xero-OpenAPI"""


class TaxComponent(Record):
    """One tax inside a rate."""

    name: str = text("Name")
    rate: Decimal | None = number("Rate", 4)
    is_compound: bool = flag("IsCompound", default=False)
    is_non_recoverable: bool = flag("IsNonRecoverable", default=False)


class TaxRate(Resource):
    """A rate that a line can be taxed at, known by its TaxType."""

    about = About(
        plural="TaxRates",
        singular="TaxRate",
        key="tax_type",
        scopes=SETTINGS,
        item=("GET",),
        indexes={"name": lambda rate: _live(rate, rate.name)},
        order="Name",
        one_per_call=True,
    )

    name: str | None = text("Name")
    tax_type: str = text("TaxType")
    report_tax_type: str | None = choice("ReportTaxType", "ReportTaxType", *REPORT_TAX_TYPES)
    applies_to_assets: bool | None = flag("CanApplyToAssets", by=By.XERO)
    applies_to_equity: bool | None = flag("CanApplyToEquity", by=By.XERO)
    applies_to_expenses: bool | None = flag("CanApplyToExpenses", by=By.XERO)
    applies_to_liabilities: bool | None = flag("CanApplyToLiabilities", by=By.XERO)
    applies_to_revenue: bool | None = flag("CanApplyToRevenue", by=By.XERO)
    display_rate: Decimal | None = number("DisplayTaxRate", 4, by=By.XERO)
    effective_rate: Decimal | None = number("EffectiveRate", 4, by=By.XERO)
    status: str | None = choice(
        "Status", "TaxRateStatus", "ACTIVE", "DELETED", "ARCHIVED", "PENDING"
    )
    components: tuple[TaxComponent, ...] = many("TaxComponents", TaxComponent, "TaxComponent")


def _live(rate: TaxRate, word: str | None) -> str | None:
    return word.casefold() if word and rate.status == "ACTIVE" else None
