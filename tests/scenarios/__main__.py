"""Writes docs/scenarios.md anew: ``python -m tests.scenarios``."""

from tests.scenarios.page import PAGE, written

if __name__ == "__main__":
    PAGE.write_text(written(), "utf-8")
    print(f"written: {PAGE}")
