"""Faust's transport with its losses mended: consumer, producer, recovery, progress watchdog.

Owns when a record may be read and when an offset may be committed. Knows no stage, topic or
message of ours; docs/faust.md explains each mend with the fault in Faust 0.15.3.
"""

from streams.transport.app import MendedApp, MendedTransport
from streams.transport.consumer import MendedConsumer, consumer_of
from streams.transport.raw import RawSchema
from streams.transport.watchdog import Stuck

__all__ = ["MendedApp", "MendedConsumer", "MendedTransport", "RawSchema", "Stuck", "consumer_of"]
