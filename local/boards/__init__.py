"""Five job boards on one port: the real wire formats at the real paths, over one seeded generator.

Owns the made-up projects, their ground truth, the boards' windows and pages, and the faults a test
asks for. Does not own how projects are collected, and knows nothing of Kafka.
"""
