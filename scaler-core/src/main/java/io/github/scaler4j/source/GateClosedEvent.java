package io.github.scaler4j.source;

import java.time.Duration;

/**
 * The closing of an account's rate-limit gate by a 429. The gate opens again by itself.
 *
 * @param host the host that answered 429
 * @param account the account's name, see {@link HostStatus#account}
 * @param closedFor how long the account sends no request
 */
public record GateClosedEvent(String host, String account, Duration closedFor) {}
