"""Gigwire: from a job board to the right Telegram chat within a second, once.

This package is what everything shares: contracts, pure decisions, the async shell, the command.
"""

__version__ = "0.1.0"
