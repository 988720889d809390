"""Dated tables of currency rates: conversion, the book of tables, the bundled snapshot.

Owns rounding and which day's table counts. Knows nothing of how boards write money
(`gigwire.domain.money`) and of topics (`gigwire.runtime.rates`).
"""

from gigwire.domain.rates.book import BUNDLED, RateBook, current_rates, day_of
from gigwire.domain.rates.table import RateTable, Rounding, minor_digits

__all__ = [
    "BUNDLED",
    "RateBook",
    "RateTable",
    "Rounding",
    "current_rates",
    "day_of",
    "minor_digits",
]
