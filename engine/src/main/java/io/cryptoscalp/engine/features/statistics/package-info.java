/**
 * Features of the distribution, the memory and the path of returns, whatever their size. Here must
 * be nothing that reads volumes.
 */
@NullMarked
package io.cryptoscalp.engine.features.statistics;

import org.jspecify.annotations.NullMarked;
