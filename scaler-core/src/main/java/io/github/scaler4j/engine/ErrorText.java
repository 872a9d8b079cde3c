package io.github.scaler4j.engine;

/** Makes a server's own words fit for an exception's message and for one line of a log. */
public final class ErrorText {

  private ErrorText() {}

  /**
   * Returns a text on one line and of bounded length.
   *
   * @param text what a server said
   * @param cap the greatest length of the result in characters, at least 1
   * @return the text with every run of blanks and control characters as one space, without any at
   *     its ends; if that is longer than {@code cap}, its beginning and an ellipsis
   */
  public static String oneLine(String text, int cap) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), cap));
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isBlank(c)) {
        gap = line.length() > 0;
        continue;
      }
      if (gap) {
        line.append(' ');
        gap = false;
      }
      line.append(c);
      if (line.length() > cap) {
        return cut(line, cap - 1);
      }
    }
    return line.toString();
  }

  private static boolean isBlank(char c) {
    // Direction overrides and the like would let a server's text rearrange a log line.
    return Character.isWhitespace(c)
        || Character.isISOControl(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.FORMAT;
  }

  private static String cut(StringBuilder line, int length) {
    boolean halvesAPair = length > 0 && Character.isHighSurrogate(line.charAt(length - 1));
    line.setLength(halvesAPair ? length - 1 : length);
    return line.append('…').toString();
  }
}
