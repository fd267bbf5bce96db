/**
 * Search over parameters: spaces, samplers that ask for trials and are told what came of them, and
 * the order of trials by several losses. Samplers are functions of space, options, seed and what
 * they were told: whoever tells the same again gets the same again, which is how searches resume.
 * Running trials, storing studies and judging winners do not belong here.
 */
@NullMarked
package io.cryptoscalp.engine.search;

import org.jspecify.annotations.NullMarked;
