"""What stands before the mock: TLS under Xero's names, and the proxy that leads a program here.

Only bytes pass through; what is in them is the mock's business.
"""
