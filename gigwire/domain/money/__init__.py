"""Money as boards write it: amounts, ranges, currencies and periods out of five languages' texts.

Owns the way from a board's words to a `Budget`, and from a `Budget` to `Amounts` that filters
compare with. Owns neither the rates (`gigwire.domain.rates`) nor how a card shows money.
"""

from gigwire.domain.money.comparable import (
    UNKNOWN_HIGHEST,
    UNKNOWN_LOWEST,
    Amounts,
    amounts_of,
)

__all__ = ["UNKNOWN_HIGHEST", "UNKNOWN_LOWEST", "Amounts", "amounts_of"]
