-- From the poll that saw a project to the Bot API's acceptance of its card.
SELECT
    $__timeInterval(event_time) AS time,
    quantileExact(0.5)(latency_ms) / 1000 AS p50,
    quantileExact(0.99)(latency_ms) / 1000 AS p99
FROM notifications_ledger
WHERE $__timeFilter_ms(event_time) AND state = 'SENT' AND kind = 'instant' AND latency_ms IS NOT NULL
GROUP BY time
ORDER BY time
