-- What no stage could use, by reason; a letter that came twice counts once.
SELECT
    stage,
    origin_topic AS topic,
    reason,
    uniqExact(origin_partition, origin_offset) AS letters,
    max(_time) AS newest
FROM dead_letters
WHERE $__timeFilter_ms(_time)
GROUP BY stage, topic, reason
ORDER BY letters DESC, stage, topic, reason
