"""Imported by the fork server alone, which dies from then on with the process that began it.

The one module with an effect of its import: a preloaded module is all that the standard library
lets run there. Without it each fork keeps the server alive, and the server each fork.
"""

import os

from gigwire.runtime.leash import die_with_parent

die_with_parent(os.getppid())
