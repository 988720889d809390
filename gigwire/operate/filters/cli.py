"""The commands of `gigwire filters`, in one place."""

from __future__ import annotations

import typer

from gigwire.operate.filters.backtest import backtest
from gigwire.operate.filters.check import check

app = typer.Typer(help="Try a filter: what it means, what it fits, what would have come.")
app.command("check")(check)
app.command("backtest")(backtest)
