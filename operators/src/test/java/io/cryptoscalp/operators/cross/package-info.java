/** Tests of the stage that tells instruments of others' bars. */
@NullMarked
package io.cryptoscalp.operators.cross;

import org.jspecify.annotations.NullMarked;
