"""The rules of Accounts."""

from mockxero.accounting import chart, lengths, renaming
from mockxero.accounting.rulebook import Rulebook
from mockxero.resources.accounts import Account

ACCOUNTS = Rulebook(
    resource=Account,
    complete=(chart.account_defaults,),
    check=(
        chart.is_not_deleted,
        chart.is_complete,
        chart.is_unique,
        chart.tax_type_fits,
        chart.deals_in_its_currency,
        chart.is_for_integrations,
        chart.stays_in_place,
        chart.archived_alone,
        lengths.within_length,
    ),
    consequences=(renaming.account_code_follows,),
    deletable=chart.may_be_deleted,
    deleted=chart.deleted_account,
)
