"""`gigwire ledger`: what became of each notification, and closing what stayed open.

Owns reading the ledger for people and asking notify to close an UNKNOWN. Never writes the ledger
itself: its partitions have one writer.
"""
