"""The table of alerts. Each names a runbook's chapter that says what to do."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple


class Alert(NamedTuple):
    """One rule. `lasting`: how long the expression must hold, as Prometheus writes it."""

    name: str
    expression: str
    lasting: str
    severity: Literal["page", "ticket"]
    summary: str
    runbook: str  # a page of docs/runbooks, with the heading


ALERTS: Final = (
    Alert(
        name="GigwireTelegramHalted",
        expression="max by (stage, bot) (gigwire_telegram_halted) == 1",
        lasting="1m",
        severity="page",
        summary="Telegram refuses the token of {{ $labels.bot }}: {{ $labels.stage }} is halted",
        runbook="notify.md#401",
    ),
    Alert(
        # Not its growth: Prometheus sees none in a counter's first value.
        name="GigwireNotifyBuries",
        expression='sum by (reason) (gigwire_dlq_total{stage="notify"}) > 0',
        lasting="1m",
        severity="ticket",
        summary="{{ $value }} messages will never leave as they are: {{ $labels.reason }}",
        runbook="notify.md#dead-letters-appear",
    ),
    Alert(
        name="GigwireUpdatesWait",
        expression="max by (bot) (gigwire_ingress_pending) > 100",
        lasting="2m",
        severity="page",
        summary="{{ $value }} updates wait at Telegram for the webhook of {{ $labels.bot }}",
        runbook="ingress.md#pushes-do-not-arrive",
    ),
    Alert(
        name="GigwireInboundShedding",
        expression="sum by (bot) (rate(gigwire_ingress_shed_total[5m])) > 1",
        lasting="5m",
        severity="ticket",
        summary="Floods at {{ $labels.bot }}: {{ $value }} updates a second are dropped",
        runbook="ingress.md#somebody-floods",
    ),
    Alert(
        name="GigwireWebhookRefusing",
        expression="sum(rate(gigwire_ingress_refused_total[5m])) > 5",
        lasting="10m",
        severity="ticket",
        summary="{{ $value }} requests a second come to the webhook without its secret",
        runbook="ingress.md#strangers-at-the-webhook",
    ),
)
