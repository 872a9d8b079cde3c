package io.github.scaler4j.engine;

/**
 * Tags a request with its account, see {@link io.github.scaler4j.source.HostStatus#account}.
 *
 * @param text not secret
 */
public record AccountName(String text) {}
