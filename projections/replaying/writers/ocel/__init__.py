"""OCEL 2.0: every event, and the tickets, customers, units, parts, people and matters that it is about."""
