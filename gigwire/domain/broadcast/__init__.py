"""One message of an admin to many: whom it is for, its steps, how far it is. Decision 0015.

Owns the state machine, the segments, the walk and what admins are shown. Owns no clock, no topic
and no sending: every message of a broadcast is a `notifications.due` like any other, and its id,
hash(person, broadcast), lets a walk be repeated from anywhere.
"""
