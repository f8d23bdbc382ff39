"""Incidents (应急, R37): from the alarm and a person's confirmation to measures, recovery and lessons."""
