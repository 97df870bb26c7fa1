"""What a program is given so that it takes the mock for Xero, without knowing of it.

One file a language or concern; ``environment.py`` joins them. Nothing of the house is seen here:
what is in ``python/`` and ``node/`` even runs in the program's own interpreter.
"""
