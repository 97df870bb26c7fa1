"""How fast the mock is, against its one rival and against bare Flask on the same server.

`python -m tests.bench` measures every goal and prints one table. What lives here: servers as child
processes, a client, paired measurements, and one chapter for each promise. What never comes in: an
import of the mock itself, which is measured from outside, as its users meet it. Only inside.py, a
process of its own, looks at a part that nobody meets alone.
"""
