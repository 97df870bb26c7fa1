"""Reports: one a file, each a function over the chart, the documents and the posted figures.

A report decides which rows there are and how they add up; ``layout`` knows what rows look like,
``periods`` which days they are about, and ``figures`` is all that they know of the ledger.
"""
