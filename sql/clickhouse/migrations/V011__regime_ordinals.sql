-- Changes of regime at one frame: its bar may cause one and a directive before the next frame another, at the same time.

ALTER TABLE regimes
    ADD COLUMN IF NOT EXISTS `ordinal` Int64 COMMENT 'Place among the changes of the instrument at that sequence, from 0' CODEC(T64, ZSTD(1)) AFTER sequence,
    MODIFY ORDER BY (instrument, event_time_ns, sequence, ordinal);

ALTER TABLE regimes MODIFY COMMENT 'Changes of regime. id: instrument, sequence, ordinal.';

ALTER TABLE regime_effects
    ADD COLUMN IF NOT EXISTS `ordinal` Int64 COMMENT 'Place among the changes of the scope at that sequence, from 0' CODEC(T64, ZSTD(1)) AFTER sequence,
    MODIFY ORDER BY (scope, event_time_ns, sequence, ordinal);

ALTER TABLE regime_effects MODIFY COMMENT 'What changes of regime did to the terms of trading, before and after. id: scope, event_time_ns, sequence, ordinal.';

CREATE OR REPLACE VIEW regimes_final AS
SELECT event_time, *
FROM regimes
FINAL
COMMENT 'Table regimes without repeated rows';

CREATE OR REPLACE VIEW regime_effects_final AS
SELECT event_time, *
FROM regime_effects
FINAL
COMMENT 'Table regime_effects without repeated rows';
