"""What operators type: run, topics, status, trace, dlq, replay, reconcile, docs.

Reads Kafka and the stages' health pages through gigwire.runtime; owns no stage and no state.
"""
