-- What the policy small, version 1, says of each event: permitted, prohibited, undetermined, not-addressed or out-of-scope;
-- bad where a row is no question (a name that the policy does not have, a cell of the wrong kind). It is never null.
-- sha256:fa17998d9fcf1166a21ac90f77b21c626c1ed6378dbd43174c443bbec5e67e10
-- Made by licet v0.0.0 from the mapping mapping.yaml, for Spark. Do not edit it: make it anew when the policy changes.
SELECT events.*,
-- A row goes through numbered steps, from the first CASE outwards. Each CASE reads a column as a code. Where the row stands, plus the code,
-- is a place in the table of the step, counted from 0; what stands there is where the row stands next, and at the end which answer it has.
COALESCE(element_at(array('bad', 'bad', 'permitted', 'prohibited', 'undetermined', 'not-addressed', 'out-of-scope'), 1 +
-- 11. where a row stands behind objection, by the column objects
element_at(array(
  4, 4, 4, 0,
  0, 0, 0, 0,
  4, 5, 4, 0,
  3, 3, 3, 0,
  5, 5, 5, 0,
  4, 4, 3, 0,
  4, 5, 3, 0,
  2, 2, 2, 0,
  4, 2, 3, 0
), 1 +
-- 10. where a row stands behind consent, by the column mkt_ok
element_at(array(
  0, 0,
  4, 4,
  8, 8,
  12, 12,
  16, 16,
  12, 20,
  20, 20,
  24, 24,
  20, 24,
  12, 24,
  8, 0,
  28, 28,
  20, 32,
  32, 32,
  24, 20,
  24, 32,
  12, 32
), 1 +
-- 9. where a row stands behind age, by the column age`s
element_at(array(
  0, 0, 0, 2,
  2, 2, 2, 2,
  4, 4, 4, 2,
  6, 6, 6, 2,
  8, 8, 8, 2,
  10, 6, 10, 2,
  12, 6, 12, 2,
  12, 12, 12, 2,
  14, 14, 14, 2,
  12, 12, 16, 2,
  12, 12, 14, 2,
  10, 6, 18, 2,
  12, 6, 14, 2,
  12, 6, 16, 2,
  20, 4, 20, 2,
  0, 4, 0, 2,
  22, 22, 22, 2,
  12, 12, 24, 2,
  12, 12, 26, 2,
  28, 14, 30, 2,
  12, 14, 26, 2,
  12, 14, 24, 2,
  10, 6, 32, 2,
  12, 6, 26, 2,
  12, 6, 24, 2
), 1 +
-- 8. where a row stands behind consent, by the column all_ok
element_at(array(
  0, 0,
  4, 4,
  8, 8,
  12, 12,
  16, 16,
  20, 24,
  24, 24,
  28, 28,
  32, 32,
  36, 40,
  44, 48,
  52, 48,
  16, 0,
  56, 60,
  60, 60,
  64, 64,
  68, 72,
  76, 80,
  84, 80,
  88, 92,
  96, 92
), 1 +
-- 7. where a row stands behind whether there may be other consents
element_at(array(
  0, 0,
  2, 2,
  4, 4,
  6, 6,
  8, 8,
  10, 12,
  14, 14,
  16, 16,
  18, 18,
  20, 22,
  24, 0,
  26, 28,
  30, 30,
  32, 32,
  34, 36,
  38, 40
), 1 +
-- 6. where a row stands behind country, by the column Land
element_at(array(
  0, 0, 2,
  4, 4, 2,
  2, 2, 2,
  6, 6, 2,
  8, 8, 2,
  10, 10, 2,
  12, 12, 2,
  14, 14, 2,
  16, 16, 2,
  18, 18, 2,
  20, 8, 2,
  22, 22, 2,
  24, 24, 2,
  26, 26, 2,
  28, 28, 2,
  30, 30, 2
), 1 +
-- 5. where a row stands behind closed, by the column closed_days
element_at(array(
  0, 3, 0, 6,
  6, 6, 6, 6,
  0, 3, 9, 6,
  0, 12, 0, 6,
  0, 3, 15, 6,
  18, 21, 9, 6,
  12, 12, 12, 6,
  24, 21, 27, 6,
  0, 12, 9, 6,
  30, 30, 30, 6,
  0, 0, 0, 6,
  0, 33, 15, 6,
  36, 36, 36, 6,
  39, 42, 45, 6
), 1 +
-- 4. where a row stands behind channel, by the column chan'nel
-- some of its lines, by the clauses about what was done (or others that say the same):
--   16: no question
--   20: 3, 5, 6
--   24: not-addressed, whatever the facts are
--   28: 2, 3, 5, 6
--   32: 5, 6
--   40: undetermined, whatever the facts are
--   48: permitted, whatever the facts are
--   52: 2, 3, 5
--   56: 6
element_at(array(
  0, 0, 0, 4,
  8, 8, 8, 4,
  12, 12, 12, 4,
  16, 16, 16, 4,
  4, 4, 4, 4,
  20, 20, 20, 4,
  24, 24, 24, 4,
  28, 28, 28, 4,
  32, 32, 32, 4,
  36, 36, 36, 4,
  40, 40, 40, 4,
  44, 44, 44, 4,
  48, 48, 48, 4,
  52, 52, 52, 4,
  40, 24, 48, 4
), 1 +
-- 3. where a row stands behind purpose, by the column why
element_at(array(
  0, 4, 8, 12, 16,
  0, 20, 24, 28, 16,
  4, 20, 32, 20, 16,
  0, 20, 24, 20, 16,
  16, 16, 16, 16, 16,
  36, 36, 36, 36, 16,
  24, 24, 24, 24, 16,
  40, 4, 40, 44, 16,
  40, 20, 48, 52, 16,
  40, 20, 48, 20, 16,
  56, 16, 16, 16, 16
), 1 +
-- 2. where a row stands behind data, by the column select
element_at(array(
  0, 5, 10, 15, 20,
  25, 25, 30, 30, 20,
  35, 40, 10, 45, 20,
  50, 20, 20, 20, 20,
  20, 20, 20, 20, 20
), 1 +
-- 1. action, by the column the "op"
CASE
  WHEN events.`the "op"` IS NULL THEN 20
  WHEN CAST(events.`the "op"` AS STRING) IN ('any') THEN 0
  WHEN CAST(events.`the "op"` AS STRING) IN (decode(unhex('6261636B5C736C617368'), 'UTF-8'), 'share') THEN 5
  WHEN CAST(events.`the "op"` AS STRING) IN (decode(unhex('697427733B202D2D'), 'UTF-8'), 'use') THEN 10
  WHEN CAST(events.`the "op"` AS STRING) IN ('stop') THEN 15
  ELSE 20
END
-- 2. data, by the column select
+ CASE
  WHEN events.`select` IS NULL THEN 0
  WHEN CAST(events.`select` AS STRING) IN ('?') THEN 0
  WHEN CAST(events.`select` AS STRING) IN ('EMAIL_ADDR', 'email') THEN 1
  WHEN CAST(events.`select` AS STRING) IN ('any') THEN 2
  WHEN CAST(events.`select` AS STRING) IN ('contact', 'phone', '电话') THEN 3
  ELSE 4
END
)
-- 3. purpose, by the column why
+ CASE
  WHEN events.`why` IS NULL THEN 0
  WHEN CAST(events.`why` AS STRING) IN ('any') THEN 1
  WHEN CAST(events.`why` AS STRING) IN ('delivery') THEN 2
  WHEN CAST(events.`why` AS STRING) IN ('marketing', 'newsletter') THEN 3
  ELSE 4
END
)
-- 4. channel, by the column chan'nel
+ CASE
  WHEN events.`chan'nel` IS NULL THEN 0
  WHEN CAST(events.`chan'nel` AS STRING) IN ('phone') THEN 1
  WHEN CAST(events.`chan'nel` AS STRING) IN ('web') THEN 2
  ELSE 3
END
)
-- 5. closed, by the column closed_days
+ CASE
  WHEN events.`closed_days` IS NULL THEN 0
  WHEN CAST(events.`closed_days` AS STRING) IN ('never') THEN 1
  WHEN NOT (CAST(events.`closed_days` AS STRING) || '.' RLIKE '^[+-]?0*[0-9]{1,18}[.]$') THEN 3
  WHEN TRY_CAST(events.`closed_days` AS BIGINT) < 0 THEN 3
  WHEN TRY_CAST(events.`closed_days` AS BIGINT) < 31 THEN 1
  ELSE 2
END
)
-- 6. country, by the column Land
+ CASE
  WHEN events.`Land` IS NULL THEN 0
  WHEN CAST(events.`Land` AS STRING) IN ('FR', 'eu', 'france') THEN 0
  WHEN CAST(events.`Land` AS STRING) IN ('any') THEN 1
  ELSE 2
END
)
-- 7. whether there may be other consents
+ CASE
  WHEN events.`mkt_ok` IS NULL THEN 1
  WHEN events.`all_ok` IS NULL THEN 1
  ELSE 0
END
)
-- 8. consent, by the column all_ok
+ CASE
  WHEN events.`all_ok` IS NULL THEN 0
  WHEN events.`all_ok` THEN 1
  ELSE 0
END
)
-- 9. age, by the column age`s
+ CASE
  WHEN events.`age``s` IS NULL THEN 0
  WHEN NOT (events.`age``s` = FLOOR(events.`age``s`) AND events.`age``s` >= -9223372036854775807 - 1 AND events.`age``s` <= 9223372036854775807) THEN 3
  WHEN events.`age``s` IN (-1) THEN 0
  WHEN events.`age``s` < 16 THEN 1
  ELSE 2
END
)
-- 10. consent, by the column mkt_ok
+ CASE
  WHEN events.`mkt_ok` IS NULL THEN 0
  WHEN events.`mkt_ok` THEN 1
  ELSE 0
END
)
-- 11. objection, by the column objects
+ CASE
  WHEN events.`objects` IS NULL THEN 0
  WHEN CAST(events.`objects` AS STRING) IN ('N', 'false') THEN 1
  WHEN CAST(events.`objects` AS STRING) IN ('Y', 'true') THEN 2
  ELSE 3
END
)
), 'bad') AS answer
FROM `lake`.`access` AS events
;

SELECT reported_by, answer, COUNT(*) AS events
FROM (SELECT events.`service` AS reported_by,
-- A row goes through numbered steps, from the first CASE outwards. Each CASE reads a column as a code. Where the row stands, plus the code,
-- is a place in the table of the step, counted from 0; what stands there is where the row stands next, and at the end which answer it has.
COALESCE(element_at(array('bad', 'bad', 'permitted', 'prohibited', 'undetermined', 'not-addressed', 'out-of-scope'), 1 +
-- 11. where a row stands behind objection, by the column objects
element_at(array(
  4, 4, 4, 0,
  0, 0, 0, 0,
  4, 5, 4, 0,
  3, 3, 3, 0,
  5, 5, 5, 0,
  4, 4, 3, 0,
  4, 5, 3, 0,
  2, 2, 2, 0,
  4, 2, 3, 0
), 1 +
-- 10. where a row stands behind consent, by the column mkt_ok
element_at(array(
  0, 0,
  4, 4,
  8, 8,
  12, 12,
  16, 16,
  12, 20,
  20, 20,
  24, 24,
  20, 24,
  12, 24,
  8, 0,
  28, 28,
  20, 32,
  32, 32,
  24, 20,
  24, 32,
  12, 32
), 1 +
-- 9. where a row stands behind age, by the column age`s
element_at(array(
  0, 0, 0, 2,
  2, 2, 2, 2,
  4, 4, 4, 2,
  6, 6, 6, 2,
  8, 8, 8, 2,
  10, 6, 10, 2,
  12, 6, 12, 2,
  12, 12, 12, 2,
  14, 14, 14, 2,
  12, 12, 16, 2,
  12, 12, 14, 2,
  10, 6, 18, 2,
  12, 6, 14, 2,
  12, 6, 16, 2,
  20, 4, 20, 2,
  0, 4, 0, 2,
  22, 22, 22, 2,
  12, 12, 24, 2,
  12, 12, 26, 2,
  28, 14, 30, 2,
  12, 14, 26, 2,
  12, 14, 24, 2,
  10, 6, 32, 2,
  12, 6, 26, 2,
  12, 6, 24, 2
), 1 +
-- 8. where a row stands behind consent, by the column all_ok
element_at(array(
  0, 0,
  4, 4,
  8, 8,
  12, 12,
  16, 16,
  20, 24,
  24, 24,
  28, 28,
  32, 32,
  36, 40,
  44, 48,
  52, 48,
  16, 0,
  56, 60,
  60, 60,
  64, 64,
  68, 72,
  76, 80,
  84, 80,
  88, 92,
  96, 92
), 1 +
-- 7. where a row stands behind whether there may be other consents
element_at(array(
  0, 0,
  2, 2,
  4, 4,
  6, 6,
  8, 8,
  10, 12,
  14, 14,
  16, 16,
  18, 18,
  20, 22,
  24, 0,
  26, 28,
  30, 30,
  32, 32,
  34, 36,
  38, 40
), 1 +
-- 6. where a row stands behind country, by the column Land
element_at(array(
  0, 0, 2,
  4, 4, 2,
  2, 2, 2,
  6, 6, 2,
  8, 8, 2,
  10, 10, 2,
  12, 12, 2,
  14, 14, 2,
  16, 16, 2,
  18, 18, 2,
  20, 8, 2,
  22, 22, 2,
  24, 24, 2,
  26, 26, 2,
  28, 28, 2,
  30, 30, 2
), 1 +
-- 5. where a row stands behind closed, by the column closed_days
element_at(array(
  0, 3, 0, 6,
  6, 6, 6, 6,
  0, 3, 9, 6,
  0, 12, 0, 6,
  0, 3, 15, 6,
  18, 21, 9, 6,
  12, 12, 12, 6,
  24, 21, 27, 6,
  0, 12, 9, 6,
  30, 30, 30, 6,
  0, 0, 0, 6,
  0, 33, 15, 6,
  36, 36, 36, 6,
  39, 42, 45, 6
), 1 +
-- 4. where a row stands behind channel, by the column chan'nel
-- some of its lines, by the clauses about what was done (or others that say the same):
--   16: no question
--   20: 3, 5, 6
--   24: not-addressed, whatever the facts are
--   28: 2, 3, 5, 6
--   32: 5, 6
--   40: undetermined, whatever the facts are
--   48: permitted, whatever the facts are
--   52: 2, 3, 5
--   56: 6
element_at(array(
  0, 0, 0, 4,
  8, 8, 8, 4,
  12, 12, 12, 4,
  16, 16, 16, 4,
  4, 4, 4, 4,
  20, 20, 20, 4,
  24, 24, 24, 4,
  28, 28, 28, 4,
  32, 32, 32, 4,
  36, 36, 36, 4,
  40, 40, 40, 4,
  44, 44, 44, 4,
  48, 48, 48, 4,
  52, 52, 52, 4,
  40, 24, 48, 4
), 1 +
-- 3. where a row stands behind purpose, by the column why
element_at(array(
  0, 4, 8, 12, 16,
  0, 20, 24, 28, 16,
  4, 20, 32, 20, 16,
  0, 20, 24, 20, 16,
  16, 16, 16, 16, 16,
  36, 36, 36, 36, 16,
  24, 24, 24, 24, 16,
  40, 4, 40, 44, 16,
  40, 20, 48, 52, 16,
  40, 20, 48, 20, 16,
  56, 16, 16, 16, 16
), 1 +
-- 2. where a row stands behind data, by the column select
element_at(array(
  0, 5, 10, 15, 20,
  25, 25, 30, 30, 20,
  35, 40, 10, 45, 20,
  50, 20, 20, 20, 20,
  20, 20, 20, 20, 20
), 1 +
-- 1. action, by the column the "op"
CASE
  WHEN events.`the "op"` IS NULL THEN 20
  WHEN CAST(events.`the "op"` AS STRING) IN ('any') THEN 0
  WHEN CAST(events.`the "op"` AS STRING) IN (decode(unhex('6261636B5C736C617368'), 'UTF-8'), 'share') THEN 5
  WHEN CAST(events.`the "op"` AS STRING) IN (decode(unhex('697427733B202D2D'), 'UTF-8'), 'use') THEN 10
  WHEN CAST(events.`the "op"` AS STRING) IN ('stop') THEN 15
  ELSE 20
END
-- 2. data, by the column select
+ CASE
  WHEN events.`select` IS NULL THEN 0
  WHEN CAST(events.`select` AS STRING) IN ('?') THEN 0
  WHEN CAST(events.`select` AS STRING) IN ('EMAIL_ADDR', 'email') THEN 1
  WHEN CAST(events.`select` AS STRING) IN ('any') THEN 2
  WHEN CAST(events.`select` AS STRING) IN ('contact', 'phone', '电话') THEN 3
  ELSE 4
END
)
-- 3. purpose, by the column why
+ CASE
  WHEN events.`why` IS NULL THEN 0
  WHEN CAST(events.`why` AS STRING) IN ('any') THEN 1
  WHEN CAST(events.`why` AS STRING) IN ('delivery') THEN 2
  WHEN CAST(events.`why` AS STRING) IN ('marketing', 'newsletter') THEN 3
  ELSE 4
END
)
-- 4. channel, by the column chan'nel
+ CASE
  WHEN events.`chan'nel` IS NULL THEN 0
  WHEN CAST(events.`chan'nel` AS STRING) IN ('phone') THEN 1
  WHEN CAST(events.`chan'nel` AS STRING) IN ('web') THEN 2
  ELSE 3
END
)
-- 5. closed, by the column closed_days
+ CASE
  WHEN events.`closed_days` IS NULL THEN 0
  WHEN CAST(events.`closed_days` AS STRING) IN ('never') THEN 1
  WHEN NOT (CAST(events.`closed_days` AS STRING) || '.' RLIKE '^[+-]?0*[0-9]{1,18}[.]$') THEN 3
  WHEN TRY_CAST(events.`closed_days` AS BIGINT) < 0 THEN 3
  WHEN TRY_CAST(events.`closed_days` AS BIGINT) < 31 THEN 1
  ELSE 2
END
)
-- 6. country, by the column Land
+ CASE
  WHEN events.`Land` IS NULL THEN 0
  WHEN CAST(events.`Land` AS STRING) IN ('FR', 'eu', 'france') THEN 0
  WHEN CAST(events.`Land` AS STRING) IN ('any') THEN 1
  ELSE 2
END
)
-- 7. whether there may be other consents
+ CASE
  WHEN events.`mkt_ok` IS NULL THEN 1
  WHEN events.`all_ok` IS NULL THEN 1
  ELSE 0
END
)
-- 8. consent, by the column all_ok
+ CASE
  WHEN events.`all_ok` IS NULL THEN 0
  WHEN events.`all_ok` THEN 1
  ELSE 0
END
)
-- 9. age, by the column age`s
+ CASE
  WHEN events.`age``s` IS NULL THEN 0
  WHEN NOT (events.`age``s` = FLOOR(events.`age``s`) AND events.`age``s` >= -9223372036854775807 - 1 AND events.`age``s` <= 9223372036854775807) THEN 3
  WHEN events.`age``s` IN (-1) THEN 0
  WHEN events.`age``s` < 16 THEN 1
  ELSE 2
END
)
-- 10. consent, by the column mkt_ok
+ CASE
  WHEN events.`mkt_ok` IS NULL THEN 0
  WHEN events.`mkt_ok` THEN 1
  ELSE 0
END
)
-- 11. objection, by the column objects
+ CASE
  WHEN events.`objects` IS NULL THEN 0
  WHEN CAST(events.`objects` AS STRING) IN ('N', 'false') THEN 1
  WHEN CAST(events.`objects` AS STRING) IN ('Y', 'true') THEN 2
  ELSE 3
END
)
), 'bad') AS answer
FROM `lake`.`access` AS events) AS answers
GROUP BY reported_by, answer
ORDER BY reported_by, answer
;
