"""What people look at: one read model a file, the runner that feeds them, and their store."""
