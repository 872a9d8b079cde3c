/**
 * Asks queries of one family as one: which queries, with what text, and the proof that their merged
 * answers are equal to their own.
 *
 * <p>Start at {@link io.github.scaler4j.datadogapi.merging.Merging}. The package knows neither the
 * plan that it serves nor requests; it is confined to its owner's lock.
 */
@NullMarked
package io.github.scaler4j.datadogapi.merging;

import org.jspecify.annotations.NullMarked;
