"""What the real Xero lacks: laying books down, setting them up, telling what somebody needs."""
