"""Section 9 of the process, row by row."""

from typing import Final

from tests.scenarios.section_9.other_lines import OTHER_LINES
from tests.scenarios.section_9.ticket_lines import TICKET_LINES

LINES: Final = (*TICKET_LINES, *OTHER_LINES)
