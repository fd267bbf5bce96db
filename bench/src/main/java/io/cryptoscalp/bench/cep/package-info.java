/** The patterns of the regime job under load: signals a second on one core, state over a day. */
@NullMarked
package io.cryptoscalp.bench.cep;

import org.jspecify.annotations.NullMarked;
