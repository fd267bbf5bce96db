/**
 * Samplers of searches on functions with known minima and fronts, beside those of other libraries.
 * Nothing of the product lives here.
 */
@NullMarked
package io.cryptoscalp.bench.search;

import org.jspecify.annotations.NullMarked;
