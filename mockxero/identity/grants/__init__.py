"""The ways to a token, one a file: each checks what an app sent and says what it gets for it.

Who the app is has been settled before; how the answer travels is settled after.
"""
