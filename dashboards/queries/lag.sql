-- Records waiting for each stage: the worst sample of each interval.
SELECT $__timeInterval(sampled_at) AS time, stage, max(waiting) AS records
FROM (
    SELECT sampled_at, stage, sum(lag) AS waiting
    FROM lag_samples
    WHERE $__timeFilter_ms(sampled_at)
    GROUP BY sampled_at, stage
)
GROUP BY time, stage
ORDER BY time, stage
