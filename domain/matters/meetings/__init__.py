"""Meetings of the department (会议, R36a, R43): called, held with minutes, and what was decided."""
