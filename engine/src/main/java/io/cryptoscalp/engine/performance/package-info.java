/**
 * What a run earned and how: figures of return and trade series, and the record of a run that
 * reports and gates read. Pure functions of their arguments; nothing here simulates, decides or
 * reads files.
 */
@NullMarked
package io.cryptoscalp.engine.performance;

import org.jspecify.annotations.NullMarked;
