"""`gigwire forget`: what every store holds of a person, having it forgotten, and the proof.

Owns the looking and the wording. The person's settings are let go by chat, the ledger by notify.
"""
