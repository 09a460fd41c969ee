-- Version 6: fix and refine of a model's own whole programs.
ALTER TABLE cell ADD COLUMN input_program_hash TEXT REFERENCES program(hash); -- NULL: what goes in comes from the dataset

CREATE TABLE study_measurement_6 (
  study_hash         TEXT NOT NULL REFERENCES study(hash),
  problem_uid        TEXT NOT NULL REFERENCES problem(uid),
  program_hash       TEXT NOT NULL REFERENCES program(hash),
  input_program_hash TEXT NOT NULL,      -- of the program that it was made of and is measured beside; '': the canonical one
  preset             TEXT NOT NULL,
  measurement_key    TEXT NOT NULL REFERENCES measurement(key),
  PRIMARY KEY (study_hash, problem_uid, program_hash, input_program_hash, preset)
) STRICT, WITHOUT ROWID;
INSERT INTO study_measurement_6
SELECT study_hash, problem_uid, program_hash, '', preset, measurement_key FROM study_measurement;
DROP TABLE study_measurement;
ALTER TABLE study_measurement_6 RENAME TO study_measurement;
