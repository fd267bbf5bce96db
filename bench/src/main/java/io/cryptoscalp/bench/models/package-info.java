/** What models cost to train and to score, by family and by precision of their files. */
@NullMarked
package io.cryptoscalp.bench.models;

import org.jspecify.annotations.NullMarked;
