-- Records that each stage wrote, per second. Kafka's time: when the work was done.
SELECT time, stage, sum(records) / $__interval_s AS per_second
FROM (
    SELECT $__timeInterval(_time) AS time, 'collect' AS stage, count() AS records
    FROM projects_raw WHERE $__timeFilter_ms(_time) GROUP BY time
    UNION ALL
    SELECT $__timeInterval(_time) AS time, 'normalise' AS stage, count() AS records
    FROM projects_clean WHERE $__timeFilter_ms(_time) GROUP BY time
    UNION ALL
    SELECT $__timeInterval(_time) AS time, 'dedupe' AS stage, count() AS records
    FROM projects_unique WHERE $__timeFilter_ms(_time) GROUP BY time
    UNION ALL
    SELECT $__timeInterval(_time) AS time, 'fanout' AS stage, count() AS records
    FROM projects_fanout WHERE $__timeFilter_ms(_time) GROUP BY time
    UNION ALL
    SELECT $__timeInterval(_time) AS time, 'match' AS stage, count() AS records
    FROM matches WHERE $__timeFilter_ms(_time) GROUP BY time
    UNION ALL
    SELECT $__timeInterval(_time) AS time, 'personalise' AS stage, count() AS records
    FROM notifications_decisions WHERE $__timeFilter_ms(_time) GROUP BY time
    UNION ALL
    SELECT $__timeInterval(_time) AS time, 'notify' AS stage, count() AS records
    FROM notifications_ledger WHERE $__timeFilter_ms(_time) AND state != 'INTENT' GROUP BY time
    UNION ALL
    SELECT $__timeInterval(_time) AS time, 'ingress' AS stage, count() AS records
    FROM telegram_updates WHERE $__timeFilter_ms(_time) GROUP BY time
    UNION ALL
    SELECT $__timeInterval(_time) AS time, 'chat' AS stage, count() AS records
    FROM subscribers WHERE $__timeFilter_ms(_time) GROUP BY time
    UNION ALL
    SELECT $__timeInterval(_ingested) AS time, 'record' AS stage, count() AS records
    FROM merge(currentDatabase(), '^(projects_(raw|clean|unique|fanout)|matches|feedback|ticks|subscribers|notifications_.*|telegram_updates|sources_.*)$')
    WHERE $__timeFilter_ms(_ingested) GROUP BY time
)
GROUP BY time, stage
ORDER BY time, stage
