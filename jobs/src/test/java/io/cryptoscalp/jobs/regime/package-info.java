/** Tests of the regime job. */
@NullMarked
package io.cryptoscalp.jobs.regime;

import org.jspecify.annotations.NullMarked;
