package io.github.scaler4j.source;

import java.time.Duration;

/**
 * A 429 shut the rate-limit gate of an account; by itself it opens again.
 *
 * @param host the host that answered 429
 * @param account the account's name, see {@link HostStatus#account}
 * @param closedFor for how long no request leaves
 */
public record GateClosedEvent(String host, String account, Duration closedFor) {}
