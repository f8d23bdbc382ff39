"""Complaints (投诉, R36): from the customer's words to an answer, a cause, measures and their satisfaction."""
