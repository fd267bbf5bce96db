/**
 * Seven layers of risk, in the order in which they judge an intent, and the trading states. No
 * order handling.
 */
@NullMarked
package io.cryptoscalp.engine.risk;

import org.jspecify.annotations.NullMarked;
