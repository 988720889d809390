"""What crosses a process border: messages, topics, the codec, errors and metric names.

Pure: imports no I/O. Everything else in the house may import it; it imports nothing of the house.
"""
