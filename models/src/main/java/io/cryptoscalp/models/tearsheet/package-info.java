/**
 * Reports of runs: files of runs in and out, and the tear sheet as a page and as JSON. Nothing here
 * runs a strategy or decides on one.
 */
@NullMarked
package io.cryptoscalp.models.tearsheet;

import org.jspecify.annotations.NullMarked;
