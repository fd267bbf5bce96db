/**
 * Rules about the structure of the code base, checked over the compiled classes of every module.
 */
@NullMarked
package io.cryptoscalp.jobs.architecture;

import org.jspecify.annotations.NullMarked;
