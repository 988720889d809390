"""Dated tables of currency rates: conversion, the book of tables, the bundled snapshot.

Owns rounding and which day's table counts. Knows nothing of how boards write money
(`gigwire.domain.money`) and of topics (`gigwire.runtime.rates`).
"""

from gigwire.domain.rates.book import (
    RateBook,
    book_of,
    bundled_sheet,
    current_rates,
    day_of,
)
from gigwire.domain.rates.table import RateTable, Rounding, minor_digits

__all__ = [
    "RateBook",
    "RateTable",
    "Rounding",
    "book_of",
    "bundled_sheet",
    "current_rates",
    "day_of",
    "minor_digits",
]
