-- Vectors in granules of 512 rows: the vector as of a moment costs one granule, and those of 8192 wide rows are megabytes.
-- A table's granularity is fixed when it is made. Parts are attached, not copied; they get new granules when they merge.

CREATE TABLE IF NOT EXISTS features_next AS features
ENGINE = ReplacingMergeTree PARTITION BY toYYYYMM(toDateTime(intDiv(event_time_ns, 1000000000), 'UTC')) ORDER BY (instrument, event_time_ns, sequence, feature_set)
SETTINGS index_granularity = 512
COMMENT 'Feature snapshots. id: instrument, sequence, feature_set. Names by position: feature_catalogue; one row a value: view feature_values.';

EXCHANGE TABLES features_next AND features;

ALTER TABLE features ATTACH PARTITION ALL FROM features_next;

DROP TABLE IF EXISTS features_next;
