"""A whole copy of what can't be made again, taken while the service runs, and a home that is made from one."""
