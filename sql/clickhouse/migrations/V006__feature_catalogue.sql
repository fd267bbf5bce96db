-- What a feature is computed on and from, for catalogues of more than one timeframe.

ALTER TABLE feature_catalogue
    ADD COLUMN IF NOT EXISTS `family`       LowCardinality(String) COMMENT 'The group it is computed in' AFTER name,
    ADD COLUMN IF NOT EXISTS `timeframe`    LowCardinality(String) COMMENT 'tick, or the bars that renew it' AFTER family,
    ADD COLUMN IF NOT EXISTS `warm_up_bars` Int64 COMMENT 'Bars after which it is valid at the earliest; 0 where it counts no bars' CODEC(T64, ZSTD(1)) AFTER warm_up,
    ADD COLUMN IF NOT EXISTS `inputs`       String COMMENT 'What it is computed from' CODEC(ZSTD(1)) AFTER warm_up_bars;

CREATE OR REPLACE VIEW feature_catalogue_final AS
SELECT *
FROM feature_catalogue
FINAL
COMMENT 'Table feature_catalogue without repeated rows';
