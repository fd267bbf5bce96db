/** Tests of the package of the same name. */
@NullMarked
package io.cryptoscalp.gateway.generate;

import org.jspecify.annotations.NullMarked;
