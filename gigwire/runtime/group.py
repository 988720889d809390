"""What every branch of the settings' tree is. Owns no setting."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Group(BaseModel):
    """A branch of the tree; unknown names in it are errors, so that typos are found."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
