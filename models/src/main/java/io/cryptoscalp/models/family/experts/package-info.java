/** Mixtures of experts that are gated by the probabilities of the regimes. */
@NullMarked
package io.cryptoscalp.models.family.experts;

import org.jspecify.annotations.NullMarked;
