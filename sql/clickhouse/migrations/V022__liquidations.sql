-- How often the simulated venue closed positions of a trial by force.

ALTER TABLE backtest_trials
    ADD COLUMN IF NOT EXISTS `liquidations` Int64 COMMENT 'Positions that the venue closed by force' CODEC(T64, ZSTD(1)) AFTER digest;

CREATE OR REPLACE VIEW backtest_trials_final AS
SELECT event_time, *
FROM backtest_trials
FINAL
COMMENT 'Table backtest_trials without repeated rows';
