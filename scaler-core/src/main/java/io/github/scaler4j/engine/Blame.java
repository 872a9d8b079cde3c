package io.github.scaler4j.engine;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The cause of an error that Datadog reports, judged by its wording.
 *
 * <p>Only words that name a fault of the query count against the query, so a transient fault makes
 * no query back off.
 */
public enum Blame {
  /** The query. It is refused until it is corrected; its neighbours may be fine. */
  QUERY,
  /** Datadog itself. */
  DATADOG,
  /** Unknown: no known wording matches. */
  UNKNOWN;

  private record Wording(Pattern pattern, Blame blame) {}

  private static final List<Wording> WORDINGS =
      List.of(
          // The parser's verdict: DataDog/datadog-agent issues 5282 and 6119, documentation 23070.
          wording("error parsing query", QUERY),
          // The same in other words: datadog-agent issue 20183.
          wording("invalid query", QUERY),
          // The parser's reason without the verdict before it: datadog-agent issue 6119.
          wording("^unable to parse|\\brule '\\w+' didn't match", QUERY),
          // The check of the parameters: rapid7/dogwatch issue 5, grosser/kennel issue 111.
          wording("parameter '(?:query|from|to)'", QUERY),
          // A window that is too old: the recorded answers of Datadog's API clients.
          wording("outside the retention", QUERY),
          // With HTTP 200 too: release notes of the Cluster Agent's chunk_size.
          wording("timed? ?-?out", DATADOG));

  /**
   * Finds the cause of an error.
   *
   * @param words Datadog's own words, on one line
   * @return {@link #UNKNOWN} for words that no known version uses
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
