"""How the register is searched: by two signs at a time, the same on both databases, and by hashes of full names."""
