"""The least a Flask application can do: one route, one small JSON reply, on our own server.

What it costs is what Flask and waitress cost; anything above is ours.
"""

import sys

from flask import Flask
from waitress import serve

app = Flask(__name__)


@app.get("/")
def hello() -> dict[str, str]:
    """Answer as shortly as an application can."""
    return {"status": "ok"}


if __name__ == "__main__":
    serve(app, host="127.0.0.1", port=int(sys.argv[1]), threads=8)
