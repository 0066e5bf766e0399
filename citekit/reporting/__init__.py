"""What a check found, as people and programs read it: one module a format, each from the same `Audit`.

`registry` lists them. What is printed on a terminal, in colours, is the command line's own (`citekit.cli.printers`).
"""
