"""What an operator does with read models: rebuild, compare, roll back, replay what was parked."""
