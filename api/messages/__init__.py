"""Requests that come as messages: the same routes as over HTTP, asked in this process."""
