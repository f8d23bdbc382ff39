"""The ways to reach people beyond the program, all behind one port."""
