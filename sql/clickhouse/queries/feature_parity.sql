-- Which features differ between a live and a bounded run over the same frames? Differing ones first; run empty = all runs.
-- param run =
-- param rows = 100
SELECT
    run_id,
    feature,
    compared,
    validity_differences,
    value_differences,
    max_absolute_error,
    max_relative_error,
    live_only,
    bounded_only
FROM feature_parity FINAL
WHERE {run:String} = '' OR run_id = {run:String}
ORDER BY validity_differences + value_differences = 0, run_id, position
LIMIT {rows:UInt32}
