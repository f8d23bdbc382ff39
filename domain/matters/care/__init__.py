"""Periodic care of a customer (定期关怀, R46): planned, given again and again, and recorded."""
