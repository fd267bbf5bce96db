/** Training from stored features, against the real database engine. */
@NullMarked
package io.cryptoscalp.jobs.training;

import org.jspecify.annotations.NullMarked;
