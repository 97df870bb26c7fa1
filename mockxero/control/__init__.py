"""What the real Xero lacks: laying books down, setting them up, telling what somebody needs."""

MARK = "X-Mockxero"
"""A header of all that is answered here, by which the command line knows a mock."""
