-- Version 1. What was observed is stored raw; everything shown is derived from it. Units stand in the names.
CREATE TABLE study (
  hash        TEXT PRIMARY KEY,          -- SHA-256 of the canonical study
  name        TEXT NOT NULL,
  spec_json   TEXT NOT NULL,
  machine     TEXT NOT NULL,
  created_iso TEXT NOT NULL
) STRICT;

CREATE TABLE dataset (
  id           TEXT PRIMARY KEY,
  content_hash TEXT NOT NULL
) STRICT;

CREATE TABLE problem (
  uid             TEXT PRIMARY KEY,
  dataset         TEXT NOT NULL,
  task_id         TEXT NOT NULL,
  number          INTEGER NOT NULL,
  language        TEXT NOT NULL,
  categories_json TEXT NOT NULL,
  content_hash    TEXT NOT NULL
) STRICT;

CREATE TABLE model (
  id        TEXT PRIMARY KEY,
  spec_json TEXT NOT NULL
) STRICT;

-- An answer is identified by what was asked and of whom, never by a measurement, so that nothing is paid for twice.
CREATE TABLE answer (
  key               TEXT PRIMARY KEY,
  model_id          TEXT NOT NULL REFERENCES model(id),
  problem_uid       TEXT NOT NULL REFERENCES problem(uid),
  stage             TEXT NOT NULL CHECK (stage IN ('generate', 'fix', 'refine')),
  sample            INTEGER NOT NULL,
  origin            TEXT NOT NULL CHECK (origin IN ('asked', 'imported')),
  identity_json     TEXT NOT NULL,       -- what the key is the hash of
  prompt            TEXT,                -- NULL for imported answers
  state             TEXT NOT NULL CHECK (state IN ('answered', 'empty', 'refused', 'cut', 'filtered')),
  raw               TEXT NOT NULL,
  finish_reason     TEXT,
  prompt_tokens     INTEGER,
  completion_tokens INTEGER,
  latency_ms        REAL,
  served_by         TEXT,
  stored_iso        TEXT NOT NULL
) STRICT;

CREATE TABLE attempt (
  id          INTEGER PRIMARY KEY,
  answer_key  TEXT NOT NULL,             -- of the answer asked for; it may never have come
  at_iso      TEXT NOT NULL,
  outcome     TEXT NOT NULL,
  http_status INTEGER,
  message     TEXT NOT NULL
) STRICT;
CREATE INDEX attempt_by_answer ON attempt (answer_key);

CREATE TABLE program (
  hash     TEXT PRIMARY KEY,             -- SHA-256 of language and source
  language TEXT NOT NULL,
  source   TEXT NOT NULL
) STRICT;

-- A run is identified by program, tests, toolchain, flags, limits, backend and preset.
CREATE TABLE run (
  key                   TEXT PRIMARY KEY,
  program_hash          TEXT NOT NULL REFERENCES program(hash),
  problem_uid           TEXT NOT NULL REFERENCES problem(uid),
  verdict               TEXT NOT NULL,
  detail                TEXT NOT NULL,
  toolchain             TEXT NOT NULL,
  sandbox               TEXT NOT NULL,
  machine               TEXT NOT NULL,
  stored_iso            TEXT NOT NULL
) STRICT;

CREATE TABLE step (
  run_key              TEXT NOT NULL REFERENCES run(key),
  position             INTEGER NOT NULL,
  name                 TEXT NOT NULL,
  phase                TEXT NOT NULL CHECK (phase IN ('build', 'run')),
  end_json             TEXT NOT NULL,
  channel              TEXT NOT NULL,
  wall_ns              INTEGER NOT NULL,
  cpu_user_ns          INTEGER NOT NULL,
  cpu_system_ns        INTEGER NOT NULL,
  max_rss_bytes        INTEGER NOT NULL,
  mean_rss_bytes       REAL,
  rss_samples          INTEGER NOT NULL,
  involuntary_switches INTEGER NOT NULL,
  stdout_head          BLOB NOT NULL,
  stderr_head          BLOB NOT NULL,
  stdout_bytes         INTEGER NOT NULL,
  stderr_bytes         INTEGER NOT NULL,
  PRIMARY KEY (run_key, position)
) STRICT;

-- The cells of a study: what was planned, and what each one came to.
CREATE TABLE cell (
  study_hash        TEXT NOT NULL REFERENCES study(hash),
  model_id          TEXT NOT NULL REFERENCES model(id),
  problem_uid       TEXT NOT NULL REFERENCES problem(uid),
  stage             TEXT NOT NULL,
  sample            INTEGER NOT NULL,
  answer_key        TEXT NOT NULL,       -- of the answer that this cell asks for
  extraction        TEXT,                -- how the program was found, or why none was; NULL: not extracted yet
  program_hash      TEXT REFERENCES program(hash),
  run_key           TEXT REFERENCES run(key),
  reference_run_key TEXT REFERENCES run(key),
  PRIMARY KEY (study_hash, model_id, problem_uid, stage, sample)
) STRICT, WITHOUT ROWID;

-- The measured profile shown in refine prompts: taken once, the same for every model.
CREATE TABLE shown_profile (
  problem_uid   TEXT PRIMARY KEY REFERENCES problem(uid),
  cpu_ns        INTEGER NOT NULL,
  max_rss_bytes INTEGER NOT NULL
) STRICT;

-- Faults of ours: never a verdict, tried again by the next run.
CREATE TABLE fault (
  id          INTEGER PRIMARY KEY,
  study_hash  TEXT NOT NULL,
  problem_uid TEXT NOT NULL,
  model_id    TEXT,
  at_iso      TEXT NOT NULL,
  message     TEXT NOT NULL
) STRICT;
