"""Decisions of the last mile: which request may be sent, when, and what its outcome means.

Pure: the ledger protocol (book, protocol, outcomes), pacing and lanes (pace, lanes, desk), the
lease that a paused process loses, offsets that may be committed, and the Bot API call for each
request (calls). Owns no socket, no clock and no broker.
"""
