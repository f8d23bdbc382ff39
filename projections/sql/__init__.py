"""How read models stand in SQL: column types, rows of a batch, paging; the same on SQLite and PostgreSQL."""
