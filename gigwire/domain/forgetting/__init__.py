"""Forgetting people: who is forgotten, since when, and when stores are looked through again. Pure.

Owns no store and no wording: the conversation is in gigwire.domain.chat, stores in their shells.
"""
