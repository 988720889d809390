-- The same over the whole range, as two numbers; no row where nothing was sent.
SELECT
    quantileExact(0.5)(latency_ms) / 1000 AS p50,
    quantileExact(0.99)(latency_ms) / 1000 AS p99
FROM notifications_ledger
WHERE $__timeFilter_ms(event_time) AND state = 'SENT' AND kind = 'instant' AND latency_ms IS NOT NULL
HAVING count() > 0
