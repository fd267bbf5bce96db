/**
 * Order books: levels, sequence rules, gap and cross detection. No features, no trading decisions.
 */
@NullMarked
package io.cryptoscalp.engine.book;

import org.jspecify.annotations.NullMarked;
