/**
 * The graph network over instruments: what an example sees of its instrument's neighbours, passed
 * along the edges of rolling correlation and lead-lag. How neighbours are found does not belong
 * here: that is the engine's.
 */
@NullMarked
package io.cryptoscalp.models.family.graph;

import org.jspecify.annotations.NullMarked;
