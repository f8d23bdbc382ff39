"""The published articles as everybody reads and searches them, and how often each helped."""

from projections.articles.finding import find, search, solved_by
from projections.articles.folding import ARTICLES, HELPED, PROJECTION

__all__ = ["ARTICLES", "HELPED", "PROJECTION", "find", "search", "solved_by"]
