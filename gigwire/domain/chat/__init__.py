"""The conversation as pure functions: one turn of a person in, what changes and what is said out.

Owns commands, screens, button presses and how a decision becomes records. Owns no Bot API call
(notify makes them all), no state (Kafka holds it) and no wording (the locale files).
"""
