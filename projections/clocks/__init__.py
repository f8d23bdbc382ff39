"""Clocks (时限): every run of every clock of tickets and complaints, judged under their own pack."""

from projections.clocks.folding import PROJECTION
from projections.clocks.tables import CLOCKS, FACTS

__all__ = ["CLOCKS", "FACTS", "PROJECTION"]
