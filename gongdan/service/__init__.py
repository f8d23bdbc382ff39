"""The running service: one process tree on one home folder, started, watched, checked and stopped."""
