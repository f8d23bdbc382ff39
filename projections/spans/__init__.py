"""Spans (时段): between which moments and positions each history changed, so that the past is told from the present."""

from projections.spans.folding import PROJECTION
from projections.spans.tables import PIECES, SPANS

__all__ = ["PIECES", "PROJECTION", "SPANS"]
