/**
 * Proofs about feature vectors: that none depends on what comes after it, and that two runs over
 * the same frames give the same. What they compare is computed by the engine and the job as they
 * are; no feature is computed here.
 */
@NullMarked
package io.cryptoscalp.jobs.proof;

import org.jspecify.annotations.NullMarked;
