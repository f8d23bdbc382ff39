"""How tickets really went (流程图, R43): which steps, in which order, with which waits, and how that differs from the
process as it is written.
"""

from projections.processes.folding import PROJECTION

__all__ = ["PROJECTION"]
