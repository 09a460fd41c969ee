-- Version 4: what asking has cost, at the prices of that day.
CREATE TABLE charge (
  id                  INTEGER PRIMARY KEY,
  answer_key          TEXT NOT NULL,     -- of the answer asked for; it may never have come
  model_id            TEXT NOT NULL,
  at_iso              TEXT NOT NULL,
  kind                TEXT NOT NULL CHECK (kind IN ('answer', 'try')), -- try: gave no answer, but may have been paid for
  prompt_tokens       INTEGER NOT NULL,
  completion_tokens   INTEGER NOT NULL,
  tokens_from         TEXT NOT NULL CHECK (tokens_from IN ('provider', 'estimate')),
  input_usd_per_mtok  REAL,              -- NULL: nobody knew the price
  output_usd_per_mtok REAL
) STRICT;
CREATE INDEX charge_by_answer ON charge (answer_key);

-- Answers from before have the price that their model had when a study last named it.
INSERT INTO charge (answer_key, model_id, at_iso, kind, prompt_tokens, completion_tokens, tokens_from,
                    input_usd_per_mtok, output_usd_per_mtok)
SELECT answer.key, answer.model_id, answer.stored_iso, 'answer',
       ifnull(answer.prompt_tokens, length(answer.prompt) * 10 / 38),
       ifnull(answer.completion_tokens, length(answer.raw) * 10 / 35),
       CASE WHEN answer.prompt_tokens IS NULL OR answer.completion_tokens IS NULL THEN 'estimate' ELSE 'provider' END,
       ifnull(json_extract(model.spec_json, '$.price.inputUsdPerMTok'), loopback.usd),
       ifnull(json_extract(model.spec_json, '$.price.outputUsdPerMTok'), loopback.usd)
FROM answer
JOIN model ON model.id = answer.model_id
LEFT JOIN (SELECT id, 0.0 AS usd FROM model
           WHERE json_extract(spec_json, '$.source.baseUrl') GLOB 'http*://127.*'
              OR json_extract(spec_json, '$.source.baseUrl') GLOB 'http*://localhost[:/]*'
              OR json_extract(spec_json, '$.source.baseUrl') GLOB 'http*://[[]::1]*') AS loopback
  ON loopback.id = model.id
WHERE answer.origin = 'asked';
