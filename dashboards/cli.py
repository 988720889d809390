"""`gigwire dashboards build|check|push`."""

from __future__ import annotations

from typing import Annotated

import typer

from dashboards.grafana import Grafana
from dashboards.provision import push as push_all
from dashboards.render import build_all, generated_path, stale
from gigwire.contracts.errors import Fatal, Transient

app = typer.Typer(no_args_is_help=True, help="Grafana's dashboards, made from code.")


@app.command()
def build() -> None:
    """Write the dashboards' JSON and the alerts' rules into dashboards/generated."""
    changed = build_all()
    typer.echo("\n".join(str(path) for path in changed) or "nothing changed")


@app.command()
def check() -> None:
    """Fail where the committed JSON is not what the code says."""
    names = stale()
    for name in names:
        typer.echo(f"{generated_path(name)} is stale: run `gigwire dashboards build`", err=True)
    raise typer.Exit(1 if names else 0)


@app.command()
def push(
    token: Annotated[str, typer.Option(envvar="GRAFANA_TOKEN", help="Service account token.")],
    url: Annotated[
        str, typer.Option(envvar="GRAFANA_URL", help="Address of Grafana.")
    ] = "http://127.0.0.1:3000",
) -> None:
    """Create or update the dashboards in a Grafana; repeats change nothing."""
    try:
        outcomes = push_all(Grafana(url, token))
    except (Transient, Fatal) as error:
        typer.echo(f"gigwire: {error}", err=True)
        raise typer.Exit(1) from error
    for name, outcome in outcomes.items():
        typer.echo(f"{name}: {outcome}")
