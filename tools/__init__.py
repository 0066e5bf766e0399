"""What developers of citekit run; no part of the package."""
