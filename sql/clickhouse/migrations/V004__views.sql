-- <table>_final: rows deduplicated at the time of reading, with event_time first.

CREATE VIEW IF NOT EXISTS trades_final AS
SELECT event_time, *
FROM trades
FINAL
COMMENT 'Table trades without repeated rows';

CREATE VIEW IF NOT EXISTS bars_final AS
SELECT event_time, *
FROM bars
FINAL
COMMENT 'Table bars without repeated rows';

CREATE VIEW IF NOT EXISTS features_final AS
SELECT event_time, *
FROM features
FINAL
COMMENT 'Table features without repeated rows';

CREATE VIEW IF NOT EXISTS feature_catalogue_final AS
SELECT *
FROM feature_catalogue
FINAL
COMMENT 'Table feature_catalogue without repeated rows';

CREATE VIEW IF NOT EXISTS regimes_final AS
SELECT event_time, *
FROM regimes
FINAL
COMMENT 'Table regimes without repeated rows';

CREATE VIEW IF NOT EXISTS predictions_final AS
SELECT event_time, *
FROM predictions
FINAL
COMMENT 'Table predictions without repeated rows';

CREATE VIEW IF NOT EXISTS decisions_final AS
SELECT event_time, *
FROM decisions
FINAL
COMMENT 'Table decisions without repeated rows';

CREATE VIEW IF NOT EXISTS orders_final AS
SELECT event_time, *
FROM orders
FINAL
COMMENT 'Table orders without repeated rows';

CREATE VIEW IF NOT EXISTS fills_final AS
SELECT event_time, *
FROM fills
FINAL
COMMENT 'Table fills without repeated rows';

CREATE VIEW IF NOT EXISTS positions_final AS
SELECT event_time, *
FROM positions
FINAL
COMMENT 'Table positions without repeated rows';

CREATE VIEW IF NOT EXISTS dead_letters_final AS
SELECT event_time, payload, *
FROM dead_letters
FINAL
COMMENT 'Table dead_letters without repeated rows';

CREATE VIEW IF NOT EXISTS model_events_final AS
SELECT event_time, *
FROM model_events
FINAL
COMMENT 'Table model_events without repeated rows';

CREATE VIEW IF NOT EXISTS feed_faults_final AS
SELECT event_time, *
FROM feed_faults
FINAL
COMMENT 'Table feed_faults without repeated rows';

CREATE VIEW IF NOT EXISTS stage_latency_final AS
SELECT event_time, *
FROM stage_latency
FINAL
COMMENT 'Table stage_latency without repeated rows';

CREATE VIEW IF NOT EXISTS feature_values AS
SELECT
    f.instrument AS instrument,
    f.event_time_ns AS event_time_ns,
    f.event_time AS event_time,
    f.sequence AS sequence,
    f.feature_set AS feature_set,
    position,
    c.name AS name,
    c.unit AS unit,
    value,
    bitTest(f.valid[intDiv(position, 64) + 1], toUInt8(position % 64)) AS is_valid
FROM
(
    SELECT
        instrument, event_time_ns, event_time, sequence, feature_set, valid,
        toInt64(number - 1) AS position,
        value
    FROM features FINAL
    ARRAY JOIN values AS value, arrayEnumerate(values) AS number
) AS f
LEFT JOIN (SELECT feature_set, position, name, unit FROM feature_catalogue FINAL) AS c
    ON c.feature_set = f.feature_set AND c.position = f.position
COMMENT 'One row a feature value with its name and unit; filter on instrument and event_time_ns';
