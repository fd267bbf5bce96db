/**
 * A seeded synthetic exchange that speaks the venues' wire format.
 *
 * <p>Prices here are invented; no recorded data and no engine decision belongs in this package.
 */
@NullMarked
package io.cryptoscalp.gateway.generate;

import org.jspecify.annotations.NullMarked;
