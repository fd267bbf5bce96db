/** Tests of the comparison of two runs. */
@NullMarked
package io.cryptoscalp.jobs.parity;

import org.jspecify.annotations.NullMarked;
