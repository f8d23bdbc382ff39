"""Calendars: which days are working days, as far as that is officially known."""
