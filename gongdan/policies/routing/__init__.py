"""The rules of routing as a file: read, said in plain words, and an example to start from."""
