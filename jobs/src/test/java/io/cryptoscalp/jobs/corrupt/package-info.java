/** Tests of planted defects. */
@NullMarked
package io.cryptoscalp.jobs.corrupt;

import org.jspecify.annotations.NullMarked;
