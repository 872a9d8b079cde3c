package io.github.scaler4j.datadogapi;

/** When suspected queries may be sent. */
enum SuspectOrder {
  /** In their turn. */
  IN_TURN,
  /** After all others. */
  LAST,
  /** Not at present. */
  HELD
}
