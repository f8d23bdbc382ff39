"""Units sold, as figures by month, model and batch."""

from projections.sales.folding import PROJECTION, SALES, figures

__all__ = ["PROJECTION", "SALES", "figures"]
