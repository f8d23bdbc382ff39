"""Benchmarks: what matters to users, as ratios measured in one run against a named reference."""
