/**
 * Feature selection: relevance, redundancy, stability, the feature set and its report. Nothing here
 * knows a particular feature, and nothing here trains what trades.
 */
@NullMarked
package io.cryptoscalp.models.selection;

import org.jspecify.annotations.NullMarked;
