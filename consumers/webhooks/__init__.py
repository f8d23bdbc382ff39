"""Webhooks: the public feed brought to partners by HTTP, as Standard Webhooks says."""
