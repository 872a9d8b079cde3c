package io.github.scaler4j.engine;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Creates a server's own words fit for a message: without the secrets that the request carried, on
 * one line, and no longer than it should be.
 */
public final class ErrorText {

  private static final String TAKEN_OUT = "***";

  /** A server that shows the beginning of a key shows that much of it at least. */
  private static final int SHORTEST_BEGINNING = 8;

  /** Shorter texts occur in ordinary words too. */
  private static final int SHORTEST_SECRET = 4;

  /** The parts of a token (header, claims, signature) are secret if they are this long. */
  private static final int SHORTEST_PART = 20;

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

  /**
   * Takes secrets out of a text. It comes before any cut, which might leave half of a secret.
   *
   * @param text what a server said
   * @param secrets what the request carried; those of less than 4 characters are left alone
   * @return the text with asterisks for each secret, whatever its case, for its URL-encoded form,
   *     for its first 8 or more characters, and for each long part of a token
   */
  public static String redact(String text, Collection<String> secrets) {
    Set<String> forms = new LinkedHashSet<>();
    for (String secret : secrets) {
      addForm(forms, secret, SHORTEST_SECRET);
      addForm(forms, URLEncoder.encode(secret, StandardCharsets.UTF_8), SHORTEST_SECRET);
      for (String part : secret.split("\\.", -1)) {
        addForm(forms, part, SHORTEST_PART);
      }
    }
    StringBuilder clean = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int length = longestMatch(text, i, forms);
      if (length == 0) {
        clean.append(text.charAt(i));
      } else {
        clean.append(TAKEN_OUT);
      }
      i += Math.max(1, length);
    }
    return clean.toString();
  }

  private static void addForm(Set<String> forms, String form, int shortest) {
    if (form.length() >= shortest) {
      forms.add(form);
    }
  }

  private static int longestMatch(String text, int at, Set<String> forms) {
    int longest = 0;
    for (String form : forms) {
      int length = 0;
      while (text.regionMatches(true, at + length, form, length, 1)) {
        length++;
      }
      longest =
          length < Math.min(form.length(), SHORTEST_BEGINNING)
              ? longest
              : Math.max(longest, length);
    }
    return longest;
  }

  /**
   * Returns what a page says without its markup.
   *
   * @param text a body of any kind
   * @return the text between the tags if it begins with one, without scripts and styles; otherwise
   *     the text itself
   */
  public static String withoutMarkup(String text) {
    if (!text.stripLeading().startsWith("<")) {
      return text;
    }
    StringBuilder words = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int tag = text.indexOf('<', at);
      words.append(text, at, tag < 0 ? text.length() : tag).append(' ');
      at = tag < 0 ? text.length() : endOfTag(text, tag);
    }
    return words.toString();
  }

  private static int endOfTag(String text, int tag) {
    String end = ">";
    for (String hidden : new String[] {"script", "style"}) {
      if (text.regionMatches(true, tag + 1, hidden, 0, hidden.length())) {
        end = "</" + hidden + ">";
      }
    }
    if (text.startsWith("<!--", tag)) {
      end = "-->";
    }
    for (int i = tag; i + end.length() <= text.length(); i++) {
      if (text.regionMatches(true, i, end, 0, end.length())) {
        return i + end.length();
      }
    }
    return text.length();
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
