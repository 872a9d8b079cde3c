/**
 * Sends queries of one family as one: selects the queries, writes the text, and proves that merged
 * answers equal the queries' own.
 *
 * <p>Start at {@link io.github.scaler4j.datadogapi.merging.Merging}. The package does not depend on
 * the plan that it serves or on requests. It is confined to its owner's lock.
 */
@NullMarked
package io.github.scaler4j.datadogapi.merging;

import org.jspecify.annotations.NullMarked;
