"""A Bot API server with Telegram's rules, and the chat page to meet the bot on.

Owns the wire format, the people, the limits, the faults and the record of every accepted message;
not what the bot says (`bot/`) and not who starts it (`local/stack.py`). Described for its users in
docs/local-telegram.md.
"""
