/** The keyed stage that judges intents, orders and accounts. Hosts the engine's account. */
@NullMarked
package io.cryptoscalp.operators.account;

import org.jspecify.annotations.NullMarked;
