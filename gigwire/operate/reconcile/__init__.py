"""`gigwire reconcile`: was everyone told exactly what they asked for, once?

Written apart from the pipeline: it reads the same contracts but shares no decision with
gigwire.domain. Its own reading of words and filters follows docs/filters.md. Owns no repair.
"""
