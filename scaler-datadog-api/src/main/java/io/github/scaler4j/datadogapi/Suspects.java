package io.github.scaler4j.datadogapi;

/** When the next request may hold queries that are suspected of making requests fail. */
enum Suspects {
  /** In their turn. */
  IN_TURN,
  /** After all others. */
  LAST,
  /** Not at present. */
  HELD
}
