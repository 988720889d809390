"""One file a stage: from a record and the stage's tables to the effects of one pure decision.

Owns keys, tables and indexes of a stage. Owns no retry, no dead letter and no sending: that is the
one wrapper around all of them (streams.wrapper).
"""
