package io.github.scaler4j.manifest;

/**
 * A line of a manifest, for messages.
 *
 * @param source the file, or the caller's name for the text
 * @param line the line, from 1; 0 for an object that was not read from a text
 */
record SourceLine(String source, int line) {

  @Override
  public String toString() {
    return line == 0 ? source : source + " line " + line;
  }
}
