/**
 * Reads API triggers from Datadog's REST API. Start at {@link
 * io.github.scaler4j.datadogapi.DatadogApiSource}.
 */
@NullMarked
package io.github.scaler4j.datadogapi;

import org.jspecify.annotations.NullMarked;
