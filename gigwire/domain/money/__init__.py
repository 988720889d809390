"""Money as boards write it: amounts, ranges, currencies and periods out of five languages' texts.

Owns the way from a board's words to a `Budget`. Owns neither the rates (`gigwire.domain.rates`)
nor how a card shows money.
"""
