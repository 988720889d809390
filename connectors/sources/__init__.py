"""One file a board: how to ask it, and how to read its answer as `RawProject`s.

Reading is pure: bytes in, projects out, `Poison` for what cannot be read. Owns no connection, no
timing and no cursor (those are connectors.polite and connectors.collect).
"""
