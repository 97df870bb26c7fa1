"""The table at the end: client by client, step by step."""

from collections.abc import Iterator

import pytest

from tests.clients.clients import STEPS, Client, Missing, clients

MARKS = {"passed": "✓", "failed": "✗", "error": "✗"}
NONE = "–"  # noqa: RUF001 - the table is for eyes


def table(reporter: pytest.TerminalReporter) -> Iterator[str]:
    """Lines for whoever looks on; none where no client was asked for."""
    marks, reasons = _outcomes(reporter)
    rows = [_row(client, marks, reasons) for client in clients() if client.title in marks]
    if not rows:
        return
    heads = ("client", "version", "as", "how", *STEPS)
    widths = [
        max(map(len, column)) for column in zip(heads, *(row for row, _ in rows), strict=True)
    ]
    yield ""
    yield _line(heads, widths)
    for row, reason in rows:
        yield _line(row, widths) + reason


def _outcomes(
    reporter: pytest.TerminalReporter,
) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """By the title of a client: a mark for each step, and why it was skipped."""
    marks: dict[str, dict[str, str]] = {}
    reasons: dict[str, str] = {}
    for outcome in (*MARKS, "skipped"):
        for report in reporter.getreports(outcome):
            _, step, case = report.nodeid.partition("test_stories.py::test_step[")
            title, _, name = case.removesuffix("]").rpartition("-")
            if not step:
                continue
            marks.setdefault(title, {})[name] = MARKS.get(outcome, " ")
            if outcome == "skipped":
                reasons[title] = str(report.longrepr[-1]).removeprefix("Skipped: ")
    return marks, reasons


def _row(
    client: Client, marks: dict[str, dict[str, str]], reasons: dict[str, str]
) -> tuple[tuple[str, ...], str]:
    """The cells, and what follows them."""
    skipped = reasons.get(client.title)
    steps = (marks[client.title].get(step, NONE) for step in STEPS)
    try:
        version = NONE if skipped else client.version()
    except Missing:
        version = NONE
    row = (client.name, version, client.app, client.how, *steps)
    return row, f"  skipped: {skipped}" if skipped else ""


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    first, last = 4, len(STEPS)
    left = [cell.ljust(width) for cell, width in zip(cells[:first], widths, strict=False)]
    marks = [cell.center(width) for cell, width in zip(cells[first:], widths[-last:], strict=True)]
    return "  ".join([*left, *marks]).rstrip()
