"""Who may come in: Xero's OAuth 2.0 and OpenID Connect service, and the list of connections.

Authorization, tokens and keys live here. The Accounting API never comes in: it is handed a
``Passes``, asks it who a bearer is, and learns nothing else of this folder.
"""
