"""Whom to give work to: who may accept it, whose skills fit, and in what order they are offered."""
