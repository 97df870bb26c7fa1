"""The rules of TaxRates."""

from mockxero.accounting import tax_rates
from mockxero.accounting.rulebook import Rulebook
from mockxero.resources.tax_rates import TaxRate

TAX_RATES = Rulebook(
    resource=TaxRate,
    recognise=tax_rates.recognised,
    complete=(tax_rates.rate_defaults, tax_rates.archived_when_used),
    check=(tax_rates.rate_is_complete, tax_rates.rate_may_change),
    unknown_id="A Tax Rate with the specified TaxType could not be found",  # guess
)
