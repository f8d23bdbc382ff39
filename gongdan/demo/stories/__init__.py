"""What happens in the made-up months, a kind of story a file; each story is a process of steps in time."""
