"""How quickly: first responses, solutions, clocks."""
