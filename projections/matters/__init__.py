"""Matters as lists show them: one row each, whatever the kind, folded by the rules' own state."""

from projections.matters.finding import SORTS, MatterFilter, count, find, opened_by, page
from projections.matters.folding import MATTERS, PROJECTION

__all__ = ["MATTERS", "PROJECTION", "SORTS", "MatterFilter", "count", "find", "opened_by", "page"]
