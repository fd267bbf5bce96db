/**
 * Judging classes of patterns against the labels of the geometric detectors. Nothing here trains,
 * and nothing here says that a pattern pays.
 */
@NullMarked
package io.cryptoscalp.models.evaluation.patterns;

import org.jspecify.annotations.NullMarked;
