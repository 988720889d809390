"""The two ends of the pipeline: boards in (`sources`, collect), ClickHouse out (`sinks`, record).

Owns every connection to a board and to the analytics store. Owns no decision about projects or
people: those are pure, in gigwire.domain.
"""
