/** Tests of the regime stages: codecs, thresholds, patterns on Flink's own operator. */
@NullMarked
package io.cryptoscalp.operators.regime;

import org.jspecify.annotations.NullMarked;
