/**
 * The market as a whole, from the measures of all instruments: how far they move as one and what
 * regime that is. Single instruments are concluded elsewhere.
 */
@NullMarked
package io.cryptoscalp.engine.regime.market;

import org.jspecify.annotations.NullMarked;
