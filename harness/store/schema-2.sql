-- Version 2: measurements. All processes of a measurement are kept; figures and calls are derived from them.
CREATE TABLE machine (
  hash             TEXT PRIMARY KEY,     -- of the fingerprint
  fingerprint_json TEXT NOT NULL
) STRICT;

-- A measurement is identified by both programs, tests, toolchain, flags, limits, backend and preset.
CREATE TABLE measurement (
  key               TEXT PRIMARY KEY,
  preset            TEXT NOT NULL,
  problem_uid       TEXT NOT NULL REFERENCES problem(uid),
  program_hash      TEXT NOT NULL REFERENCES program(hash),
  reference_hash    TEXT NOT NULL REFERENCES program(hash),
  state             TEXT NOT NULL CHECK (state IN ('measured', 'not_measurable', 'same_program')),
  reason            TEXT,                -- of not_measurable
  detail            TEXT,
  flags_json        TEXT NOT NULL,       -- what the candidate did
  disturbances_json TEXT NOT NULL,       -- what the machine did
  toolchain         TEXT NOT NULL,
  sandbox           TEXT NOT NULL,
  machine_hash      TEXT NOT NULL REFERENCES machine(hash),
  timing_cpu        INTEGER NOT NULL,
  seed              TEXT NOT NULL,       -- of the order of runs
  started_iso       TEXT NOT NULL,
  stored_iso        TEXT NOT NULL
) STRICT;

CREATE TABLE sample (
  measurement_key      TEXT NOT NULL REFERENCES measurement(key),
  position             INTEGER NOT NULL, -- in the order in which the processes ran
  side                 TEXT NOT NULL CHECK (side IN ('reference', 'candidate')),
  purpose              TEXT NOT NULL CHECK (purpose IN ('calibration', 'honesty', 'timing', 'resources', 'instructions')),
  pair                 INTEGER,
  warm_up              INTEGER NOT NULL,
  repetitions          INTEGER NOT NULL,
  start_up_cpu_ns      INTEGER NOT NULL,
  start_up_wall_ns     INTEGER NOT NULL,
  first_cpu_ns         INTEGER NOT NULL,
  body_cpu_ns          INTEGER NOT NULL,
  body_wall_ns         INTEGER NOT NULL,
  total_cpu_ns         INTEGER NOT NULL,
  total_wall_ns        INTEGER NOT NULL,
  max_rss_bytes        INTEGER NOT NULL,
  cgroup_peak_bytes    INTEGER,          -- NULL where the run had no control group
  cgroup_method        TEXT CHECK (cgroup_method IN ('cgroup1', 'cgroup2')),
  mean_rss_bytes       REAL,
  rss_samples          INTEGER NOT NULL,
  involuntary_switches INTEGER NOT NULL,
  instructions         INTEGER,          -- of the process, under Valgrind; NULL for all other runs
  PRIMARY KEY (measurement_key, position)
) STRICT, WITHOUT ROWID;

-- Which measurement a study's figures of a program come from.
CREATE TABLE study_measurement (
  study_hash      TEXT NOT NULL REFERENCES study(hash),
  problem_uid     TEXT NOT NULL REFERENCES problem(uid),
  program_hash    TEXT NOT NULL REFERENCES program(hash),
  preset          TEXT NOT NULL,
  measurement_key TEXT NOT NULL REFERENCES measurement(key),
  PRIMARY KEY (study_hash, problem_uid, program_hash, preset)
) STRICT, WITHOUT ROWID;

-- What a machine was seen to measure where the truth is known.
CREATE TABLE certificate (
  id           INTEGER PRIMARY KEY,
  identity     TEXT NOT NULL,            -- hash of what is certified: machine, toolchains, preset, problems, neighbours
  machine_hash TEXT NOT NULL REFERENCES machine(hash),
  preset       TEXT NOT NULL,
  dataset      TEXT NOT NULL,
  neighbours   INTEGER NOT NULL,
  planned      INTEGER NOT NULL,         -- problems
  created_iso  TEXT NOT NULL
) STRICT;

CREATE TABLE certified_problem (
  certificate_id INTEGER NOT NULL REFERENCES certificate(id),
  problem_uid    TEXT NOT NULL,
  result_json    TEXT NOT NULL,          -- every ratio
  stored_iso     TEXT NOT NULL,
  PRIMARY KEY (certificate_id, problem_uid)
) STRICT, WITHOUT ROWID;
