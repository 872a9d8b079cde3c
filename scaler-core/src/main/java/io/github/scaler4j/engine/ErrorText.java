package io.github.scaler4j.engine;

/** Makes a server's own words fit for a message: one line, and no longer than it should be. */
public final class ErrorText {

  private ErrorText() {}

  /**
   * Joins a text to one line and cuts it.
   *
   * @param text what a server said
   * @param maxChars the longest result, at least 1; a cut is shown by an ellipsis within it
   * @return the text with each run of whitespace and control characters as one space, trimmed;
   *     empty if nothing else is in it
   */
  public static String oneLine(String text, int maxChars) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), maxChars));
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isBlank(c)) {
        gap = !line.isEmpty();
        continue;
      }
      if (gap) {
        line.append(' ');
        gap = false;
      }
      line.append(c);
      if (line.length() > maxChars) {
        return cut(line, maxChars);
      }
    }
    return line.toString();
  }

  // Unicode's own line ends count too: a log viewer may honour them.
  private static boolean isBlank(char c) {
    return Character.isISOControl(c) || Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static String cut(StringBuilder line, int maxChars) {
    int end = maxChars - 1;
    if (end > 0 && Character.isHighSurrogate(line.charAt(end - 1))) {
      end--;
    }
    line.setLength(end);
    return line.append('\u2026').toString();
  }
}
