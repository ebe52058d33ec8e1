-- What the policy small, version 1, says of each event: permitted, prohibited, undetermined, not-addressed or out-of-scope;
-- bad where a row is no question (a name that the policy does not have, a cell of the wrong kind). It is never null.
-- sha256:fa17998d9fcf1166a21ac90f77b21c626c1ed6378dbd43174c443bbec5e67e10
-- Made by licet v0.0.0 from the mapping mapping.yaml, for ClickHouse. Do not edit it: make it anew when the policy changes.
SELECT events.*,
-- A row goes through numbered steps, from the first CASE outwards. Each CASE reads a column as a code. Where the row stands, plus the code,
-- is a place in the table of the step, counted from 0; what stands there is where the row stands next, and at the end which answer it has.
COALESCE(transform(
-- 11. where a row stands behind objection, by the column objects
transform(
-- 10. where a row stands behind consent, by the column mkt_ok
transform(
-- 9. where a row stands behind age, by the column age`s
transform(
-- 8. where a row stands behind consent, by the column all_ok
transform(
-- 7. where a row stands behind whether there may be other consents
transform(
-- 6. where a row stands behind country, by the column Land
transform(
-- 5. where a row stands behind closed, by the column closed_days
transform(
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
transform(
-- 3. where a row stands behind purpose, by the column why
transform(
-- 2. where a row stands behind data, by the column select
transform(
-- 1. action, by the column the "op"
CASE
  WHEN events.`the "op"` IS NULL THEN 20
  ELSE transform(ifNull(toString(events.`the "op"`), ''),
    ['any', 'back\\slash', 'share', 'it\'s; --', 'use', 'stop'],
    [0, 5, 5, 10, 10, 15], 20)
END
-- 2. data, by the column select
+ CASE
  WHEN events.`select` IS NULL THEN 0
  ELSE transform(ifNull(toString(events.`select`), ''),
    ['?', 'EMAIL_ADDR', 'email', 'any', 'contact', 'phone', '电话'],
    [0, 1, 1, 2, 3, 3, 3], 4)
END
,
  [0, 1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13, 15],
  [0, 5, 10, 15, 25, 25, 30, 30, 35, 40, 10, 45, 50], 20)
-- 3. purpose, by the column why
+ CASE
  WHEN events.`why` IS NULL THEN 0
  ELSE transform(ifNull(toString(events.`why`), ''),
    ['any', 'delivery', 'marketing', 'newsletter'],
    [1, 2, 3, 3], 4)
END
,
  [0, 1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13, 15, 16, 17, 18, 25, 26, 27, 28, 30, 31, 32, 33, 35, 36, 37, 38, 40, 41,
  42, 43, 45, 46, 47, 48, 50],
  [0, 4, 8, 12, 0, 20, 24, 28, 4, 20, 32, 20, 0, 20, 24, 20, 36, 36, 36, 36, 24, 24, 24, 24, 40, 4, 40, 44, 40,
  20, 48, 52, 40, 20, 48, 20, 56], 16)
-- 4. channel, by the column chan'nel
+ CASE
  WHEN events.`chan\'nel` IS NULL THEN 0
  ELSE transform(ifNull(toString(events.`chan\'nel`), ''),
    ['phone', 'web'],
    [1, 2], 3)
END
,
  [0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 20, 21, 22, 24, 25, 26, 28, 29, 30, 32, 33, 34, 36, 37, 38, 40, 41, 42,
  44, 45, 46, 48, 49, 50, 52, 53, 54, 56, 57, 58],
  [0, 0, 0, 8, 8, 8, 12, 12, 12, 16, 16, 16, 20, 20, 20, 24, 24, 24, 28, 28, 28, 32, 32, 32, 36, 36, 36, 40, 40,
  40, 44, 44, 44, 48, 48, 48, 52, 52, 52, 40, 24, 48], 4)
-- 5. closed, by the column closed_days
+ CASE
  WHEN events.`closed_days` IS NULL THEN 0
  WHEN toString(events.`closed_days`) IN ('never') THEN 1
  WHEN NOT match(toString(events.`closed_days`), '^[+-]?0*[0-9]{1,18}$') THEN 3
  WHEN toInt64OrZero(toString(events.`closed_days`)) < 0 THEN 3
  WHEN toInt64OrZero(toString(events.`closed_days`)) < 31 THEN 1
  ELSE 2
END
,
  [0, 1, 2, 8, 9, 10, 12, 13, 14, 16, 17, 18, 20, 21, 22, 24, 25, 26, 28, 29, 30, 32, 33, 34, 36, 37, 38, 40, 41,
  42, 44, 45, 46, 48, 49, 50, 52, 53, 54],
  [0, 3, 0, 0, 3, 9, 0, 12, 0, 0, 3, 15, 18, 21, 9, 12, 12, 12, 24, 21, 27, 0, 12, 9, 30, 30, 30, 0, 0, 0, 0, 33,
  15, 36, 36, 36, 39, 42, 45], 6)
-- 6. country, by the column Land
+ CASE
  WHEN events.`Land` IS NULL THEN 0
  ELSE transform(ifNull(toString(events.`Land`), ''),
    ['FR', 'eu', 'france', 'any'],
    [0, 0, 0, 1], 2)
END
,
  [0, 1, 3, 4, 9, 10, 12, 13, 15, 16, 18, 19, 21, 22, 24, 25, 27, 28, 30, 31, 33, 34, 36, 37, 39, 40, 42, 43, 45,
  46],
  [0, 0, 4, 4, 6, 6, 8, 8, 10, 10, 12, 12, 14, 14, 16, 16, 18, 18, 20, 8, 22, 22, 24, 24, 26, 26, 28, 28, 30, 30], 2)
-- 7. whether there may be other consents
+ CASE
  WHEN events.`mkt_ok` IS NULL THEN 1
  WHEN events.`all_ok` IS NULL THEN 1
  ELSE 0
END
,
  [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31],
  [2, 2, 4, 4, 6, 6, 8, 8, 10, 12, 14, 14, 16, 16, 18, 18, 20, 22, 24, 26, 28, 30, 30, 32, 32, 34, 36, 38, 40], 0)
-- 8. consent, by the column all_ok
+ CASE
  WHEN events.`all_ok` IS NULL THEN 0
  WHEN events.`all_ok` <> 0 THEN 1
  ELSE 0
END
,
  [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 26, 27, 28, 29, 30, 31, 32,
  33, 34, 35, 36, 37, 38, 39, 40, 41],
  [4, 4, 8, 8, 12, 12, 16, 16, 20, 24, 24, 24, 28, 28, 32, 32, 36, 40, 44, 48, 52, 48, 16, 56, 60, 60, 60, 64, 64,
  68, 72, 76, 80, 84, 80, 88, 92, 96, 92], 0)
-- 9. age, by the column age`s
+ CASE
  WHEN events.`age\`s` IS NULL THEN 0
  WHEN NOT (events.`age\`s` = FLOOR(events.`age\`s`) AND events.`age\`s` >= -9223372036854775807 - 1 AND events.`age\`s` <= 9223372036854775807) THEN 3
  WHEN events.`age\`s` IN (-1) THEN 0
  WHEN events.`age\`s` < 16 THEN 1
  ELSE 2
END
,
  [0, 1, 2, 8, 9, 10, 12, 13, 14, 16, 17, 18, 20, 21, 22, 24, 25, 26, 28, 29, 30, 32, 33, 34, 36, 37, 38, 40, 41,
  42, 44, 45, 46, 48, 49, 50, 52, 53, 54, 56, 57, 58, 60, 61, 62, 64, 65, 66, 68, 69, 70, 72, 73, 74, 76, 77, 78,
  80, 81, 82, 84, 85, 86, 88, 89, 90, 92, 93, 94, 96, 97, 98],
  [0, 0, 0, 4, 4, 4, 6, 6, 6, 8, 8, 8, 10, 6, 10, 12, 6, 12, 12, 12, 12, 14, 14, 14, 12, 12, 16, 12, 12, 14, 10,
  6, 18, 12, 6, 14, 12, 6, 16, 20, 4, 20, 0, 4, 0, 22, 22, 22, 12, 12, 24, 12, 12, 26, 28, 14, 30, 12, 14, 26,
  12, 14, 24, 10, 6, 32, 12, 6, 26, 12, 6, 24], 2)
-- 10. consent, by the column mkt_ok
+ CASE
  WHEN events.`mkt_ok` IS NULL THEN 0
  WHEN events.`mkt_ok` <> 0 THEN 1
  ELSE 0
END
,
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 15, 17, 18, 19, 20, 21, 22, 23, 25, 26, 27, 28, 30, 31, 32, 33],
  [0, 0, 4, 4, 8, 8, 12, 12, 16, 16, 12, 24, 24, 24, 12, 24, 8, 0, 28, 28, 32, 32, 32, 24, 24, 32, 12, 32], 20)
-- 11. objection, by the column objects
+ CASE
  WHEN events.`objects` IS NULL THEN 0
  ELSE transform(ifNull(toString(events.`objects`), ''),
    ['N', 'false', 'Y', 'true'],
    [1, 1, 2, 2], 3)
END
,
  [0, 1, 2, 8, 9, 10, 12, 13, 14, 16, 17, 18, 20, 21, 22, 24, 25, 26, 28, 29, 30, 32, 33, 34],
  [4, 4, 4, 4, 5, 4, 3, 3, 3, 5, 5, 5, 4, 4, 3, 4, 5, 3, 2, 2, 2, 4, 2, 3], 0)
,
  [0, 1, 2, 3, 4, 5, 6],
  ['bad', 'bad', 'permitted', 'prohibited', 'undetermined', 'not-addressed', 'out-of-scope'], 'bad'), 'bad') AS answer
FROM `lake`.`access` AS events
;

SELECT reported_by, answer, COUNT(*) AS events
FROM (SELECT events.`service` AS reported_by,
-- A row goes through numbered steps, from the first CASE outwards. Each CASE reads a column as a code. Where the row stands, plus the code,
-- is a place in the table of the step, counted from 0; what stands there is where the row stands next, and at the end which answer it has.
COALESCE(transform(
-- 11. where a row stands behind objection, by the column objects
transform(
-- 10. where a row stands behind consent, by the column mkt_ok
transform(
-- 9. where a row stands behind age, by the column age`s
transform(
-- 8. where a row stands behind consent, by the column all_ok
transform(
-- 7. where a row stands behind whether there may be other consents
transform(
-- 6. where a row stands behind country, by the column Land
transform(
-- 5. where a row stands behind closed, by the column closed_days
transform(
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
transform(
-- 3. where a row stands behind purpose, by the column why
transform(
-- 2. where a row stands behind data, by the column select
transform(
-- 1. action, by the column the "op"
CASE
  WHEN events.`the "op"` IS NULL THEN 20
  ELSE transform(ifNull(toString(events.`the "op"`), ''),
    ['any', 'back\\slash', 'share', 'it\'s; --', 'use', 'stop'],
    [0, 5, 5, 10, 10, 15], 20)
END
-- 2. data, by the column select
+ CASE
  WHEN events.`select` IS NULL THEN 0
  ELSE transform(ifNull(toString(events.`select`), ''),
    ['?', 'EMAIL_ADDR', 'email', 'any', 'contact', 'phone', '电话'],
    [0, 1, 1, 2, 3, 3, 3], 4)
END
,
  [0, 1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13, 15],
  [0, 5, 10, 15, 25, 25, 30, 30, 35, 40, 10, 45, 50], 20)
-- 3. purpose, by the column why
+ CASE
  WHEN events.`why` IS NULL THEN 0
  ELSE transform(ifNull(toString(events.`why`), ''),
    ['any', 'delivery', 'marketing', 'newsletter'],
    [1, 2, 3, 3], 4)
END
,
  [0, 1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13, 15, 16, 17, 18, 25, 26, 27, 28, 30, 31, 32, 33, 35, 36, 37, 38, 40, 41,
  42, 43, 45, 46, 47, 48, 50],
  [0, 4, 8, 12, 0, 20, 24, 28, 4, 20, 32, 20, 0, 20, 24, 20, 36, 36, 36, 36, 24, 24, 24, 24, 40, 4, 40, 44, 40,
  20, 48, 52, 40, 20, 48, 20, 56], 16)
-- 4. channel, by the column chan'nel
+ CASE
  WHEN events.`chan\'nel` IS NULL THEN 0
  ELSE transform(ifNull(toString(events.`chan\'nel`), ''),
    ['phone', 'web'],
    [1, 2], 3)
END
,
  [0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 20, 21, 22, 24, 25, 26, 28, 29, 30, 32, 33, 34, 36, 37, 38, 40, 41, 42,
  44, 45, 46, 48, 49, 50, 52, 53, 54, 56, 57, 58],
  [0, 0, 0, 8, 8, 8, 12, 12, 12, 16, 16, 16, 20, 20, 20, 24, 24, 24, 28, 28, 28, 32, 32, 32, 36, 36, 36, 40, 40,
  40, 44, 44, 44, 48, 48, 48, 52, 52, 52, 40, 24, 48], 4)
-- 5. closed, by the column closed_days
+ CASE
  WHEN events.`closed_days` IS NULL THEN 0
  WHEN toString(events.`closed_days`) IN ('never') THEN 1
  WHEN NOT match(toString(events.`closed_days`), '^[+-]?0*[0-9]{1,18}$') THEN 3
  WHEN toInt64OrZero(toString(events.`closed_days`)) < 0 THEN 3
  WHEN toInt64OrZero(toString(events.`closed_days`)) < 31 THEN 1
  ELSE 2
END
,
  [0, 1, 2, 8, 9, 10, 12, 13, 14, 16, 17, 18, 20, 21, 22, 24, 25, 26, 28, 29, 30, 32, 33, 34, 36, 37, 38, 40, 41,
  42, 44, 45, 46, 48, 49, 50, 52, 53, 54],
  [0, 3, 0, 0, 3, 9, 0, 12, 0, 0, 3, 15, 18, 21, 9, 12, 12, 12, 24, 21, 27, 0, 12, 9, 30, 30, 30, 0, 0, 0, 0, 33,
  15, 36, 36, 36, 39, 42, 45], 6)
-- 6. country, by the column Land
+ CASE
  WHEN events.`Land` IS NULL THEN 0
  ELSE transform(ifNull(toString(events.`Land`), ''),
    ['FR', 'eu', 'france', 'any'],
    [0, 0, 0, 1], 2)
END
,
  [0, 1, 3, 4, 9, 10, 12, 13, 15, 16, 18, 19, 21, 22, 24, 25, 27, 28, 30, 31, 33, 34, 36, 37, 39, 40, 42, 43, 45,
  46],
  [0, 0, 4, 4, 6, 6, 8, 8, 10, 10, 12, 12, 14, 14, 16, 16, 18, 18, 20, 8, 22, 22, 24, 24, 26, 26, 28, 28, 30, 30], 2)
-- 7. whether there may be other consents
+ CASE
  WHEN events.`mkt_ok` IS NULL THEN 1
  WHEN events.`all_ok` IS NULL THEN 1
  ELSE 0
END
,
  [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31],
  [2, 2, 4, 4, 6, 6, 8, 8, 10, 12, 14, 14, 16, 16, 18, 18, 20, 22, 24, 26, 28, 30, 30, 32, 32, 34, 36, 38, 40], 0)
-- 8. consent, by the column all_ok
+ CASE
  WHEN events.`all_ok` IS NULL THEN 0
  WHEN events.`all_ok` <> 0 THEN 1
  ELSE 0
END
,
  [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 26, 27, 28, 29, 30, 31, 32,
  33, 34, 35, 36, 37, 38, 39, 40, 41],
  [4, 4, 8, 8, 12, 12, 16, 16, 20, 24, 24, 24, 28, 28, 32, 32, 36, 40, 44, 48, 52, 48, 16, 56, 60, 60, 60, 64, 64,
  68, 72, 76, 80, 84, 80, 88, 92, 96, 92], 0)
-- 9. age, by the column age`s
+ CASE
  WHEN events.`age\`s` IS NULL THEN 0
  WHEN NOT (events.`age\`s` = FLOOR(events.`age\`s`) AND events.`age\`s` >= -9223372036854775807 - 1 AND events.`age\`s` <= 9223372036854775807) THEN 3
  WHEN events.`age\`s` IN (-1) THEN 0
  WHEN events.`age\`s` < 16 THEN 1
  ELSE 2
END
,
  [0, 1, 2, 8, 9, 10, 12, 13, 14, 16, 17, 18, 20, 21, 22, 24, 25, 26, 28, 29, 30, 32, 33, 34, 36, 37, 38, 40, 41,
  42, 44, 45, 46, 48, 49, 50, 52, 53, 54, 56, 57, 58, 60, 61, 62, 64, 65, 66, 68, 69, 70, 72, 73, 74, 76, 77, 78,
  80, 81, 82, 84, 85, 86, 88, 89, 90, 92, 93, 94, 96, 97, 98],
  [0, 0, 0, 4, 4, 4, 6, 6, 6, 8, 8, 8, 10, 6, 10, 12, 6, 12, 12, 12, 12, 14, 14, 14, 12, 12, 16, 12, 12, 14, 10,
  6, 18, 12, 6, 14, 12, 6, 16, 20, 4, 20, 0, 4, 0, 22, 22, 22, 12, 12, 24, 12, 12, 26, 28, 14, 30, 12, 14, 26,
  12, 14, 24, 10, 6, 32, 12, 6, 26, 12, 6, 24], 2)
-- 10. consent, by the column mkt_ok
+ CASE
  WHEN events.`mkt_ok` IS NULL THEN 0
  WHEN events.`mkt_ok` <> 0 THEN 1
  ELSE 0
END
,
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 15, 17, 18, 19, 20, 21, 22, 23, 25, 26, 27, 28, 30, 31, 32, 33],
  [0, 0, 4, 4, 8, 8, 12, 12, 16, 16, 12, 24, 24, 24, 12, 24, 8, 0, 28, 28, 32, 32, 32, 24, 24, 32, 12, 32], 20)
-- 11. objection, by the column objects
+ CASE
  WHEN events.`objects` IS NULL THEN 0
  ELSE transform(ifNull(toString(events.`objects`), ''),
    ['N', 'false', 'Y', 'true'],
    [1, 1, 2, 2], 3)
END
,
  [0, 1, 2, 8, 9, 10, 12, 13, 14, 16, 17, 18, 20, 21, 22, 24, 25, 26, 28, 29, 30, 32, 33, 34],
  [4, 4, 4, 4, 5, 4, 3, 3, 3, 5, 5, 5, 4, 4, 3, 4, 5, 3, 2, 2, 2, 4, 2, 3], 0)
,
  [0, 1, 2, 3, 4, 5, 6],
  ['bad', 'bad', 'permitted', 'prohibited', 'undetermined', 'not-addressed', 'out-of-scope'], 'bad'), 'bad') AS answer
FROM `lake`.`access` AS events) AS answers
GROUP BY reported_by, answer
ORDER BY reported_by, answer
;
