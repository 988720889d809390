"""The commands of `gigwire filters`, in one place."""

from __future__ import annotations

import typer

from gigwire.operate.filters.backtest import backtest
from gigwire.operate.filters.check import check
from gigwire.operate.filters.command import QueryCommand

app = typer.Typer(help="Try a filter: what it means, what it fits, what would have come.")
app.command("check", cls=QueryCommand)(check)
app.command("backtest", cls=QueryCommand)(backtest)
