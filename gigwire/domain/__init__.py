"""Decisions without effects: given an event, a state and a time, what happens next.

Owns text analysis, filters, matching, fan-out, pacing and every other rule of the pipeline. Owns no
input or output: no broker, no network, no clock (`now` is an argument), no event loop.
"""
