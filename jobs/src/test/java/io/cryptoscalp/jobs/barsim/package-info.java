/** Tests of backtests on bars. */
@NullMarked
package io.cryptoscalp.jobs.barsim;

import org.jspecify.annotations.NullMarked;
