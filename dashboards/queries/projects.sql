-- Unique projects by board and language, with the median of what they pay at least (US dollars).
SELECT
    source,
    language,
    uniqExact(cluster_id) AS projects,
    quantileExactIf(0.5)(usd_minimum, usd_minimum IS NOT NULL) / 100 AS usd_median
FROM projects_unique
WHERE $__timeFilter_ms(event_time) AND kind = 'new' AND _replay = ''
GROUP BY source, language
ORDER BY projects DESC, source, language
