/** Write-back keyed state: hot on the heap, durable at checkpoints. No trading logic. */
@NullMarked
package io.cryptoscalp.operators.state;

import org.jspecify.annotations.NullMarked;
