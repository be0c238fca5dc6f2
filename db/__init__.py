"""The store: everything that storyledger remembers, in SQLite or PostgreSQL. The only room that knows SQL."""
