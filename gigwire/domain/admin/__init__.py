"""What those who run the bot may do from within it: roles and rights, bans, limits, the note.

Owns what each may, the orders about a person and what admins see. Owns no reading of figures and
no sending. Every order and every note is in the audit.
"""
