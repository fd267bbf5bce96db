/**
 * How far instruments move together: correlations of their bar returns and the part of the largest
 * eigenvalue. Plain returns only; which instruments belong together is decided elsewhere.
 */
@NullMarked
package io.cryptoscalp.engine.regime.correlation;

import org.jspecify.annotations.NullMarked;
