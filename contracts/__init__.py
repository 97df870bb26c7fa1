"""What an integration may rely on when it talks to Xero, told as stories for any client.

`README.md` says how to run them; an adapter for another client needs the three names below.
"""

from .clients import Reply, Session, Unreadable

__all__ = ["Reply", "Session", "Unreadable"]
