"""The stream stages normalise, dedupe, fanout, match and personalise, on mended Faust.

Owns how records reach a decision and how its outputs, rows and offsets are stored in the right
order. Start at `topology`. Owns no decision (gigwire.domain) and no Telegram (bot).
"""
