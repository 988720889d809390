"""One file a board: what its real server would answer, as bytes, from the world's state. Pure."""
