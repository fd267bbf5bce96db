/**
 * One class per job, each a pure function of environment and configuration to a graph; the
 * launcher; the local runtime.
 */
@NullMarked
package io.cryptoscalp.jobs;

import org.jspecify.annotations.NullMarked;
