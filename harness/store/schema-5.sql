-- Version 5: the tasks that a study's rule has taken of a dataset.
CREATE TABLE selection (
  study_hash     TEXT PRIMARY KEY REFERENCES study(hash),
  rule           TEXT NOT NULL,
  version        INTEGER NOT NULL,       -- of the rule
  list_hash      TEXT NOT NULL,          -- SHA-256 of the tasks' names, one a line
  selection_json TEXT NOT NULL           -- what the rule came to: the list in its order, and what was left out
) STRICT;
