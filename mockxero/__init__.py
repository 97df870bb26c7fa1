"""A local, stateful mock of the Xero Accounting API."""
