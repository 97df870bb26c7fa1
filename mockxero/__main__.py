"""``python -m mockxero`` is the command ``mockxero``."""

from mockxero.cli import main

main()
