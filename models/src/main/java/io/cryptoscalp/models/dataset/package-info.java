/**
 * Labelled training data from stored features: sources, labels, leakage-safe splits, hashes. No
 * learning and no files of models here.
 */
@NullMarked
package io.cryptoscalp.models.dataset;

import org.jspecify.annotations.NullMarked;
