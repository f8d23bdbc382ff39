"""The requests for spare parts (备件申请, R23), for those who supply them: nothing of the customer."""

from projections.parts.finding import SORTS, PartsFilter, count, page
from projections.parts.folding import PARTS, PROJECTION

__all__ = ["PARTS", "PROJECTION", "SORTS", "PartsFilter", "count", "page"]
