"""The tongue: records to JSON and XML and back. How Xero spells, never what it means."""
