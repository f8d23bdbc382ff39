"""Deliveries under way: each webhook at its own pace, until its endpoint took them."""
