package io.cryptoscalp.models.selection;

import io.cryptoscalp.models.dataset.PurgedFolds;
import io.cryptoscalp.models.training.BinaryMetrics;

/**
 * What one fold found with its training rows, and how that did on its test rows.
 *
 * @param fold the rows
 * @param information mutual information of every column, nats
 * @param importance forest importance of every column of the full set
 * @param full the full set's forest on the test rows
 * @param path the elimination among the columns that are no copies
 * @param selected the columns it would select, best first
 * @param linearFull logistic regression on all columns that are no copies, on the test rows
 * @param linearSelected logistic regression on the selected columns, on the test rows
 */
record FoldOutcome(
    PurgedFolds.Fold fold,
    double[] information,
    double[] importance,
    BinaryMetrics full,
    Elimination.Path path,
    int[] selected,
    BinaryMetrics linearFull,
    BinaryMetrics linearSelected) {}
