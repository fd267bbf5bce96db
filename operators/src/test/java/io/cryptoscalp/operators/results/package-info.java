/** Tests of result rows. */
@NullMarked
package io.cryptoscalp.operators.results;

import org.jspecify.annotations.NullMarked;
