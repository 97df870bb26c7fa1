"""The rules, pure: records in, records and complaints out. No HTTP, no state, no clock."""
