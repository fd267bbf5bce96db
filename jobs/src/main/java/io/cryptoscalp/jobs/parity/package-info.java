/**
 * Two runs row by row: where their rows come from, and what differs first. Nothing here runs a job;
 * proofs of single features are in {@code jobs.proof}.
 */
@NullMarked
package io.cryptoscalp.jobs.parity;

import org.jspecify.annotations.NullMarked;
