/** Tests of the proofs: what is planted must be found and named, what is sound must pass. */
@NullMarked
package io.cryptoscalp.jobs.proof;

import org.jspecify.annotations.NullMarked;
