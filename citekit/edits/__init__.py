"""Everything that writes a person's files: nothing is half written, and no byte changes that was not asked to."""
