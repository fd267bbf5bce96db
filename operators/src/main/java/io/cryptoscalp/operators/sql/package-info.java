/**
 * Models in Flink SQL: the provider {@code onnx} of {@code CREATE MODEL}, which scores the rows of
 * {@code ML_PREDICT} inside the task. From columns to a model's row and back; no planner, and no
 * model is run here other than by the scoring session.
 */
@NullMarked
package io.cryptoscalp.operators.sql;

import org.jspecify.annotations.NullMarked;
