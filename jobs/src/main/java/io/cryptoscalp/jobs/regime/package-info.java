/**
 * The job that looks at markets as a whole: measures in, patterns and regimes of markets out. Its
 * wiring and configuration; no market rule.
 */
@NullMarked
package io.cryptoscalp.jobs.regime;

import org.jspecify.annotations.NullMarked;
