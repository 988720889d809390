"""What comes in from outside, decided: who may push, how much of one person or address is let in.

Owns the secret of a webhook, the token buckets and the verdicts. Owns no socket, no clock, and
nothing of what an update says.
"""
