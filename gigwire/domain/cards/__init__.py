"""How projects look in a chat: cards, edits of cards, digests, as Telegram HTML with a keyboard.

Pure: the same card, words, currency and time give the same message. Owns escaping, cutting and the
data behind the buttons; owns no sending and no wording (that is in the locale files).
"""
