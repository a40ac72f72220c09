"""Run the command line with `python -m site_builder`."""

from site_builder.commands.main import main

main()
