-- How sure the models behind a prediction were together.

ALTER TABLE predictions
    ADD COLUMN IF NOT EXISTS `confidence`   Float64 COMMENT 'How sure the answer is, 0 to 1; less where models disagree or were not heard' CODEC(Gorilla, ZSTD(1)) AFTER valid,
    ADD COLUMN IF NOT EXISTS `disagreement` Float64 COMMENT 'Weighted standard deviation of the probabilities of the models that were heard, 0 to 0.5' CODEC(Gorilla, ZSTD(1)) AFTER confidence,
    ADD COLUMN IF NOT EXISTS `heard`        Int64 COMMENT 'Models that were heard' CODEC(T64, ZSTD(1)) AFTER disagreement,
    ADD COLUMN IF NOT EXISTS `left_out`     String COMMENT 'Models that were not heard, name=CODE joined by commas' CODEC(ZSTD(1)) AFTER heard;

CREATE OR REPLACE VIEW predictions_final AS
SELECT event_time, *
FROM predictions
FINAL
COMMENT 'Table predictions without repeated rows';
