"""What a failure is told with: the exit code that the program ends with, and the sentence in two languages."""

from typing import Final

REFUSED: Final = 1
WRONG_USAGE: Final = 2
NOT_REACHABLE: Final = 3

Texts = dict[str, tuple[int, str, str]]
"""Exit code, Chinese and English by a failure's code."""
