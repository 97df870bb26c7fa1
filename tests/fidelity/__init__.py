"""How much of what the real Xero was recorded to say has the mock's shape: ``make fidelity``."""
