"""Accounts of people who sign in here: passwords, second factors, sessions, keys and links, in a store of their own."""
