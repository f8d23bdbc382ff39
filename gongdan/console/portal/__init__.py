"""The pages of customers: help themselves, and follow a ticket by its number and code, without signing in."""
