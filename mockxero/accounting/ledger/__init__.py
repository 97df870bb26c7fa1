"""The ledger: what records post, how entries are numbered, and what stands on each account.

``entries`` says what an entry is made of. One file for each family of records says what they post:
``documents``, ``settlements``, ``transfers``, ``manual_journals``, ``expense_claims``,
``conversion``. ``general`` keeps what they posted, reverses what no longer holds, and adds it up.
``cash_basis`` makes of that what the books come to where only payments count.
"""
