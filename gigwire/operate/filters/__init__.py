"""`gigwire filters`: trying a filter out: what it means, and what would have come.

Owns showing. Owns neither the language (`gigwire.domain.filters`) nor the rules
(`gigwire.domain.match`).
"""
