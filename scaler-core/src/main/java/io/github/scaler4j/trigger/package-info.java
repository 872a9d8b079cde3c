/**
 * KEDA's {@code datadog} trigger: what a user writes, and what it means.
 *
 * <p>{@link io.github.scaler4j.trigger.TriggerMetadata} holds the texts of {@code metadata} and of
 * the authentication. {@link io.github.scaler4j.trigger.DatadogTrigger#parse} checks them as KEDA
 * does, and reports all problems at once:
 *
 * <pre>{@code
 * TriggerMetadata metadata =
 *     TriggerMetadata.builder()
 *         .metadata("query", "avg:nginx.net.request_per_s{service:web}")
 *         .metadata("queryValue", "2")
 *         .authParam("apiKey", SecretSupplier.named("vault/api-key", () -> Secret.of(vault.get("a"))))
 *         .authParam("appKey", SecretSupplier.named("vault/app-key", () -> Secret.of(vault.get("b"))))
 *         .build();
 * try {
 *   DatadogTrigger trigger = DatadogTrigger.parse(metadata);
 *   System.out.println(trigger.metricSpec());
 * } catch (InvalidTriggerException e) {
 *   e.problems().forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>A {@link io.github.scaler4j.trigger.SecretSupplier} is called when a request needs the key, so
 * a key can change while its scaler is open. Triggers whose suppliers have the same name share
 * requests and budget. No {@code toString} shows a secret.
 *
 * <p>Where to go next: {@link io.github.scaler4j.DatadogScalers#scaler} reads a trigger.
 */
@NullMarked
package io.github.scaler4j.trigger;

import org.jspecify.annotations.NullMarked;
