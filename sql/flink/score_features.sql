-- Scores the vectors that the trading job publishes with a model of the registry, in this process,
-- and publishes the answers. It runs until it is stopped.
--   bin/cryptoscalp sql sql/flink/score_features.sql --replace models/baseline/1=PATH_OF_A_VERSION
-- or, on a cluster (docs/sql.md says which jars it needs):
--   sql-client.sh -j cryptoscalp-job.jar -f score_features.sql

CREATE TEMPORARY FUNCTION valid_features AS 'io.cryptoscalp.operators.sql.ValidFeatures';

CREATE TABLE features (
  instrument STRING,
  event_time_ns BIGINT,
  sequence BIGINT,
  feature_set STRING,
  `values` ARRAY<DOUBLE>, -- in catalogue order
  valid ARRAY<STRING> -- words of 64 bits, one bit a value
) WITH (
  'connector' = 'kafka',
  'topic' = 'results.features',
  'properties.bootstrap.servers' = 'localhost:9092',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json'
);

CREATE TABLE predictions (
  instrument STRING,
  event_time_ns BIGINT,
  sequence BIGINT,
  probability_up DOUBLE -- NULL where something that the model needs is missing
) WITH (
  'connector' = 'kafka',
  'topic' = 'sql.predictions',
  'properties.bootstrap.servers' = 'localhost:9092',
  'format' = 'json'
);

-- The model takes a whole vector here. One of fewer features takes those at its positions,
-- valid_features(`values`, valid, ARRAY[3, 17]), or a column a feature under the feature's name.
CREATE MODEL scalper
INPUT (features ARRAY<DOUBLE>)
OUTPUT (probability_up DOUBLE)
WITH (
  'provider' = 'onnx',
  'path' = 'models/baseline/1'
);

CREATE VIEW vectors AS
SELECT instrument, event_time_ns, sequence, valid_features(`values`, valid) AS vector
FROM features;

INSERT INTO predictions
SELECT instrument, event_time_ns, sequence, probability_up
FROM ML_PREDICT(TABLE vectors, MODEL scalper, DESCRIPTOR(vector));
