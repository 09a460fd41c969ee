-- Version 3: what served an answer, in columns of its own, and the whole history of asking.
ALTER TABLE answer ADD COLUMN served_model TEXT;         -- the name that the provider answered with
ALTER TABLE answer ADD COLUMN fingerprint TEXT;          -- its `system_fingerprint`
ALTER TABLE answer ADD COLUMN reasoning_tokens INTEGER;  -- of the completion tokens
ALTER TABLE answer ADD COLUMN cached_prompt_tokens INTEGER; -- of the prompt tokens

-- Both stood in one text, with a blank between them; nearly every provider gives the name.
UPDATE answer SET
  served_model = CASE WHEN served_by LIKE 'fp\_%' ESCAPE '\' THEN NULL
                      WHEN instr(served_by, ' ') > 0 THEN substr(served_by, 1, instr(served_by, ' ') - 1)
                      ELSE served_by END,
  fingerprint  = CASE WHEN served_by LIKE 'fp\_%' ESCAPE '\' THEN served_by
                      WHEN instr(served_by, ' ') > 0 THEN substr(served_by, instr(served_by, ' ') + 1) END;
ALTER TABLE answer DROP COLUMN served_by;

CREATE TABLE attempt_3 (
  id          INTEGER PRIMARY KEY,
  answer_key  TEXT NOT NULL,             -- of the answer asked for; it may never have come
  at_iso      TEXT NOT NULL,             -- when it was sent
  duration_ms REAL,                      -- NULL before version 3
  outcome     TEXT NOT NULL CHECK (outcome IN ('answered', 'rate_limited', 'quota_exhausted', 'server_error',
                'refused_key', 'refused_question', 'timeout', 'connection', 'not_a_completion', 'aborted')),
  http_status INTEGER,
  request_id  TEXT,                      -- as the provider names it
  retry_after TEXT,                      -- as the provider gave it
  message     TEXT NOT NULL
) STRICT;
INSERT INTO attempt_3 (id, answer_key, at_iso, outcome, http_status, message)
SELECT id, answer_key, at_iso,
       CASE WHEN outcome = 'answered' THEN 'answered'
            WHEN http_status = 200 THEN 'not_a_completion'
            WHEN http_status IN (401, 403) THEN 'refused_key'
            WHEN http_status = 402 THEN 'quota_exhausted'
            WHEN http_status = 429 THEN 'rate_limited'
            WHEN http_status = 408 OR (http_status IS NULL AND message LIKE 'no answer within %') THEN 'timeout'
            WHEN http_status IS NULL THEN 'connection'
            WHEN http_status >= 500 OR http_status = 409 THEN 'server_error'
            ELSE 'refused_question' END,
       http_status, message
FROM attempt;
DROP TABLE attempt;
ALTER TABLE attempt_3 RENAME TO attempt;
CREATE INDEX attempt_by_answer ON attempt (answer_key);
