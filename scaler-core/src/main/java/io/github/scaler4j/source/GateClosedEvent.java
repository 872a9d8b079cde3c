package io.github.scaler4j.source;

import java.time.Duration;

/**
 * A 429 that closed an account's rate-limit gate. The gate opens again by itself.
 *
 * @param host the host that answered 429
 * @param account the account's name, see {@link HostStatus#account}
 * @param closedFor how long the account sends no request
 */
public record GateClosedEvent(String host, String account, Duration closedFor) {}
