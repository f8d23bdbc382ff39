"""What the figures of a period are counted from (指标): one row a ticket and a complaint; and the counting."""

from projections.figures.rows.folding import PROJECTION

__all__ = ["PROJECTION"]
