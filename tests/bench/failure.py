"""What ends a chapter early: a server that fell over, or a promise that does not hold."""


class BenchFailure(Exception):
    """The chapter cannot go on; the sentence says why."""


def claim(holds: bool, sentence: str) -> None:
    """Stop the chapter with `sentence` unless it holds: a fast wrong answer wins nothing."""
    if not holds:
        raise BenchFailure(sentence)
