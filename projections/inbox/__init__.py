"""Notices (通知): who was told of what by which channel, how it ended, and what stands in whose inbox."""

from projections.inbox.folding import PROJECTION

__all__ = ["PROJECTION"]
