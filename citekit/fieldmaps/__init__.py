"""Formats whose entries are tags or elements with values: maps between those and our fields, as data.

`tagged` and `markup` cut a file into raw entries, `table` reads a map, `reading` and `writing` apply it, `kinds` says
how each sort of value stands in a file.
"""
