"""`gigwire demo`: the whole of Gigwire on the local stack, with people, projects and a live view.

Owns the people and the order of events. Everything else is the real thing: the stages run as
`gigwire run` runs them, the parts as `gigwire stack` starts them.
"""
