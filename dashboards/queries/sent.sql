-- Notifications that Telegram accepted.
SELECT uniqExact(notification_id) AS sent
FROM notifications_ledger
WHERE $__timeFilter_ms(event_time) AND state = 'SENT'
