"""The books: state, and the one door to change it. No HTTP here, and no rules of accounting."""
