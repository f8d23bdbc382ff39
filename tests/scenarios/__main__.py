"""Writes docs/scenarios.md anew: ``python -m tests.scenarios``."""

from tests.scenarios.section_9.page import by_right_alone
from tests.scenarios.section_9.possible import AT_THE_DESK
from tests.scenarios.shown.page import PAGE, written

if __name__ == "__main__":
    PAGE.write_text(written(), "utf-8")
    print(f"written: {PAGE}")
    if could := sorted(by_right_alone() & AT_THE_DESK):
        print(f"the desk has commands by now for what is told by its right alone: {', '.join(could)}")
