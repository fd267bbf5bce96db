/** The keyed stage that turns scored snapshots into intents. Hosts the engine's strategies. */
@NullMarked
package io.cryptoscalp.operators.strategy;

import org.jspecify.annotations.NullMarked;
