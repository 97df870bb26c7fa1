"""What the real Xero lacks: laying books down, starting over, telling what an integration needs."""
