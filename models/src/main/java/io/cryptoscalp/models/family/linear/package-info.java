/**
 * The linear family: logistic regression on standardised vectors. Nothing that needs a native
 * trainer lives here.
 */
@NullMarked
package io.cryptoscalp.models.family.linear;

import org.jspecify.annotations.NullMarked;
