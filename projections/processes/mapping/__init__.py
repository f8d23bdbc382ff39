"""Figures of many tickets' courses together: the map, its variants, its waits, and what was done twice; all pure."""
