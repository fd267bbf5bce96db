/**
 * What models cost in the stream: one by one, as an ensemble, and while they are swapped. Trains
 * small models of the real shapes; says nothing of their skill.
 */
@NullMarked
package io.cryptoscalp.bench.scoring;

import org.jspecify.annotations.NullMarked;
