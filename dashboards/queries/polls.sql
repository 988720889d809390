-- Requests to boards by what came of them.
SELECT
    $__timeInterval(event_time) AS time,
    concat(source, ': ', outcome) AS poll,
    count() AS polls
FROM sources_polls
WHERE $__timeFilter_ms(event_time)
GROUP BY time, poll
ORDER BY time, poll
