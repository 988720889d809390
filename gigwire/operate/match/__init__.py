"""`gigwire match`: the offline twin of the pipeline's matching, from files to lines.

Owns reading, sorting and measuring. Analyser, index and rules are those of `gigwire.domain`.
"""
