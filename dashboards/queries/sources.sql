-- What each board brought: requests, failures, new items, and when it was last heard.
SELECT
    source,
    count() AS polls,
    countIf(outcome IN ('failed', 'unreadable', 'throttled')) AS bad,
    sum(new_items) AS new_projects,
    quantileExact(0.5)(duration_ms) / 1000 AS seconds_p50,
    max(event_time) AS last_poll
FROM sources_polls
WHERE $__timeFilter_ms(event_time)
GROUP BY source
ORDER BY source
