"""`python -m tests.fidelity`: how much of what Xero was recorded to say has the mock's shape."""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from tests.fidelity.comparing import Compared, compared
from tests.fidelity.reasons import reason
from tests.fidelity.recordings import RECORDED

GOAL = 0.97
"""The share of members that shall agree."""


def main() -> int:
    """Print the table, the reasons and the verdict."""
    if not RECORDED.is_dir():
        print(f"The recordings are not here: they would lie in {RECORDED}.")
        return 0
    found = compared()
    print(table(found))
    print("\nWhat is different, and why (members, in how many recordings):\n")
    for line in explained(found):
        print(f"  {line}")
    unexplained = riddles(found)
    for line in unexplained:
        print(f"  NOT EXPLAINED: {line}")
    share = agreement(found)
    print(f"\n{share:.2%} of all members agree; the goal is {GOAL:.0%}.")
    return int(share < GOAL or bool(unexplained))


def agreement(found: Iterable[Compared]) -> float:
    """The share of members that are there, in their place and of their kind."""
    shapes = [one.shape for one in found]
    return sum(shape.agreeing for shape in shapes) / sum(shape.members for shape in shapes)


def table(found: Sequence[Compared]) -> str:
    """A line for each resource: recorded answers and published samples apart."""
    columns = ("recordings", "samples")
    head = f"{'':22}" + "".join(f"{name:>31}" for name in columns)
    lines = [head, f"{'':22}" + f"{'laid/asked':>13}{'members':>9}{'agree':>9}" * 2]
    for subject in [*sorted({one.subject for one in found}), "all"]:
        cells = ""
        for published in (False, True):
            mine = [
                one
                for one in found
                if subject in {one.subject, "all"} and one.recording.published == published
            ]
            cells += _cells(mine)
        lines.append(f"{subject:22}{cells}".rstrip())
    lines.append(
        "\nlaid: the recorded body was laid into the declared records and printed in its view;"
        "\nasked: the same request was made to the mock, in the same state as far as it goes."
    )
    return "\n".join(lines)


def _cells(found: Sequence[Compared]) -> str:
    if not found:
        return f"{'-':>13}{'-':>9}{'-':>9}"
    asked = sum(one.how != "laid in" for one in found)
    members = sum(one.shape.members for one in found)
    share = f"{agreement(found):.1%}" if members else "-"
    return f"{f'{len(found) - asked}/{asked}':>13}{members:>9}{share:>9}"


def explained(found: Iterable[Compared]) -> list[str]:
    """Each reason that explains something, with how much."""
    members: Counter[str] = Counter()
    files: defaultdict[str, set[str]] = defaultdict(set)
    for one, path, sort, count in differences(found):
        known = reason(one.recording, path, sort, one.shape.differences[path, sort])
        if known is not None:
            members[known.why] += count
            files[known.why].add(one.recording.file)
    return [f"{count:5} {len(files[why]):4}  {why}" for why, count in members.most_common()]


def riddles(found: Iterable[Compared]) -> list[str]:
    """Every difference that nothing explains."""
    return [
        f"{one.recording.file}: {path} {sort} {one.shape.differences[path, sort]} ({count})"
        for one, path, sort, count in differences(found)
        if reason(one.recording, path, sort, one.shape.differences[path, sort]) is None
    ]


def differences(found: Iterable[Compared]) -> Iterable[tuple[Compared, str, str, int]]:
    """All of them, with how often each is met."""
    for one in found:
        for (path, sort), count in one.shape.counts.items():
            yield one, path, sort, count


if __name__ == "__main__":
    sys.exit(main())
