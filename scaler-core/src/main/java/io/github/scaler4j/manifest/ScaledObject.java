package io.github.scaler4j.manifest;

/**
 * Placeholder.
 *
 * @param name the name
 */
public record ScaledObject(String name) {}
