"""`gigwire why USER PROJECT`: why a person was told of a project, or was not.

Owns joining what the stages recorded with the explanation of each filter. Owns no judgement.
"""
