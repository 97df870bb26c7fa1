"""The contracts themselves: one file for each corner of the books, one claim for each story."""
