/** Tests of the command line. */
@NullMarked
package io.cryptoscalp.jobs.cli;

import org.jspecify.annotations.NullMarked;
