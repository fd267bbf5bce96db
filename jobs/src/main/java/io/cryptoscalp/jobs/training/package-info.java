/**
 * The bounded job that turns feature history into datasets. What labels are is decided in the
 * models module; nothing is trained here.
 */
@NullMarked
package io.cryptoscalp.jobs.training;

import org.jspecify.annotations.NullMarked;
