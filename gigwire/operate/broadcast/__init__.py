"""`gigwire broadcast list|show|pause|resume|cancel`: operators' hand on broadcasts of admins.

Owns reading the topics, one next version, and its audit. Writes no broadcast, approves none: that
is for admins, in the chat.
"""
