"""Settings of forgetting people; a branch of gigwire.runtime.settings."""

from __future__ import annotations

from pydantic import Field

from gigwire.runtime.group import Group


class PrivacySettings(Group):
    """Forgetting people who asked for it (docs/decisions/0020)."""

    look_seconds: float = Field(default=60.0, gt=0)
    """How often notify and record look whether somebody is to be forgotten."""
