-- Terminal states of notifications; a rejected one says why.
SELECT
    $__timeInterval(event_time) AS time,
    if(reason = '', state, concat(state, ': ', reason)) AS outcome,
    count() AS notifications
FROM notifications_ledger
WHERE $__timeFilter_ms(event_time) AND state != 'INTENT'
GROUP BY time, outcome
ORDER BY time, outcome
