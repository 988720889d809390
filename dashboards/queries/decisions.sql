-- What personalise decided, and why: nothing is dropped silently.
SELECT
    $__timeInterval(event_time) AS time,
    concat(decision, ': ', reason) AS decided,
    count() AS decisions
FROM notifications_decisions
WHERE $__timeFilter_ms(event_time)
GROUP BY time, decided
ORDER BY time, decided
