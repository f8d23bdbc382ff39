"""Reports that came out (月度、季度报告): every edition, as it was published."""

from projections.reports.folding import PROJECTION

__all__ = ["PROJECTION"]
