"""The Accounting API over HTTP. Flask is known here; meaning is decided further down."""
