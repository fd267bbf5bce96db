-- Which model versions are there, in which stage, how good on held-out rows, and who put them there?
-- param model =
-- param stage =
SELECT
    versions.model AS model,
    versions.version AS version,
    versions.stage AS stage,
    versions.family AS family,
    round(versions.metrics['test.auc'], 4) AS test_auc,
    round(versions.metrics['test.log_loss'], 4) AS test_log_loss,
    versions.row_counts['train'] AS train_rows,
    length(versions.features) AS features,
    versions.signer AS signer,
    changes.who AS who,
    changes.why AS why,
    changes.changed AS changed
FROM models_final AS versions
LEFT JOIN
(
    SELECT model, version, argMax(who, revision) AS who, argMax(why, revision) AS why, max(event_time) AS changed
    FROM model_stages_final
    GROUP BY model, version
) AS changes ON changes.model = versions.model AND changes.version = versions.version
WHERE ({model:String} = '' OR versions.model = {model:String})
    AND ({stage:String} = '' OR versions.stage = {stage:String})
ORDER BY model, version
