"""Customers and what they own (客户档案, R46), found by phone, e-mail, serial or order number, unreadable."""

from projections.customers.folding import PROJECTION

__all__ = ["PROJECTION"]
