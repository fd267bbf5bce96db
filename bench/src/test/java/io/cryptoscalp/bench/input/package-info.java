/** Is a repeated recording still one the venues could have sent? */
@NullMarked
package io.cryptoscalp.bench.input;

import org.jspecify.annotations.NullMarked;
