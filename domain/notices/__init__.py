"""What people are told without anybody remembering it: which notices there are, to whom they go, and how each ended."""
