/** Test fixtures that other modules use too: access to recorded data and seeded generators. */
@NullMarked
package io.cryptoscalp.engine.testing;

import org.jspecify.annotations.NullMarked;
