"""Improvement actions (改进, R36, R43): proposed by any staff, given to somebody, followed until they worked."""
