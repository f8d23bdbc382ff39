"""``python -m gongdan`` is the command ``gongdan``."""

from gongdan.cli import main

main()
