-- From observations to messages. Copies made by replays are left out.
SELECT step, stage, number
FROM (
    SELECT 1 AS step, 'observations' AS stage, count() AS number
    FROM projects_raw WHERE $__timeFilter_ms(event_time) AND _replay = ''
    UNION ALL
    SELECT 2, 'new at a board', countIf(kind = 'new')
    FROM projects_clean WHERE $__timeFilter_ms(event_time) AND _replay = ''
    UNION ALL
    SELECT 3, 'unique', uniqExactIf(cluster_id, kind = 'new')
    FROM projects_unique WHERE $__timeFilter_ms(event_time) AND _replay = ''
    UNION ALL
    SELECT 4, 'unique with a match', uniqExact(cluster_id)
    FROM matches WHERE $__timeFilter_ms(event_time) AND _replay = ''
    UNION ALL
    SELECT 5, 'person and project', uniqExact((user_id, cluster_id))
    FROM notifications_decisions WHERE $__timeFilter_ms(event_time) AND _replay = ''
    UNION ALL
    SELECT 6, 'cards accepted', uniqExactIf(notification_id, state = 'SENT' AND kind = 'instant')
    FROM notifications_ledger WHERE $__timeFilter_ms(event_time) AND _replay = ''
)
ORDER BY step
