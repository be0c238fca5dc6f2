"""`python -m pipeline.cli` is `storyledger`."""

from pipeline.cli.entry import main

main()
