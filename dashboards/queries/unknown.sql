-- Notifications whose last word is UNKNOWN: nobody knows yet whether they arrived.
SELECT count() AS unknown
FROM (
    SELECT notification_id, argMax(state, _offset) AS last_state
    FROM notifications_ledger
    WHERE $__timeFilter_ms(event_time)
    GROUP BY notification_id
)
WHERE last_state = 'UNKNOWN'
