"""The published articles as everybody reads and searches them, and how often each helped."""

from projections.articles.finding import find, search
from projections.articles.folding import ARTICLES, HELPED, PROJECTION

__all__ = ["ARTICLES", "HELPED", "PROJECTION", "find", "search"]
