"""Saved views (查询方案): what each shows, whose it is, and with whom it is shared."""

from projections.views.finding import SORTS, Seen, by_name, count, named, page, sharing
from projections.views.folding import PROJECTION, VIEWS

__all__ = ["PROJECTION", "SORTS", "VIEWS", "Seen", "by_name", "count", "named", "page", "sharing"]
