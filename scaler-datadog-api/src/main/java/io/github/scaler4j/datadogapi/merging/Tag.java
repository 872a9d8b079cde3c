package io.github.scaler4j.datadogapi.merging;

/** A tag of a filter. */
record Tag(String key, String value) {

  @Override
  public String toString() {
    return key + ":" + value;
  }
}
