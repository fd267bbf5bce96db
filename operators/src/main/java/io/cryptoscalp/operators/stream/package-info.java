/** Types that travel between operators and their hand-written serializers. No behaviour. */
@NullMarked
package io.cryptoscalp.operators.stream;

import org.jspecify.annotations.NullMarked;
