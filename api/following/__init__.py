"""Following a ticket without signing in (进度查询, R37a): by its number and the code that came with it."""
