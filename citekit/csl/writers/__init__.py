"""Writers of rendered output in the formats of documents."""
