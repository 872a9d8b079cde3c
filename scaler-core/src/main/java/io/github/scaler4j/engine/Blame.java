package io.github.scaler4j.engine;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Who is at fault for an error of Datadog's, judged by its wording.
 *
 * <p>Only words that name a fault of the query count against it, so that no query backs off for a
 * passing fault.
 */
public enum Blame {
  /** The query: it is refused until it is corrected, and its neighbours may be fine. */
  QUERY,
  /** Datadog itself. */
  DATADOG,
  /** Nobody, as far as the wordings are known. */
  UNKNOWN;

  private record Wording(Pattern pattern, Blame blame) {}

  private static final List<Wording> WORDINGS =
      List.of(
          // The parser's verdict: DataDog/datadog-agent issues 5282 and 6119, documentation 23070.
          wording("error parsing query", QUERY),
          // The same in other words: datadog-agent issue 20183.
          wording("invalid query", QUERY),
          // The parser's reason where it stands alone: datadog-agent issue 6119.
          wording("^unable to parse|\\brule '\\w+' didn't match", QUERY),
          // The check of the parameters: rapid7/dogwatch issue 5, grosser/kennel issue 111.
          wording("parameter '(?:query|from|to)'", QUERY),
          // A window that is too old: the recorded answers of Datadog's API clients.
          wording("outside the retention", QUERY),
          // With HTTP 200 too: release notes of the Cluster Agent's chunk_size.
          wording("timed? ?-?out", DATADOG));

  /**
   * Finds who is at fault.
   *
   * @param words Datadog's own words, on one line
   * @return {@link #UNKNOWN} for words that no version is known to say
   */
  public static Blame of(String words) {
    for (Wording wording : WORDINGS) {
      if (wording.pattern.matcher(words).find()) {
        return wording.blame;
      }
    }
    return UNKNOWN;
  }

  private static Wording wording(String regex, Blame blame) {
    return new Wording(Pattern.compile(regex, Pattern.CASE_INSENSITIVE), blame);
  }
}
