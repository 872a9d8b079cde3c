package io.github.scaler4j.source;

/**
 * What a source holds, and what it has done since it was made.
 *
 * <p>A read that finds its scaler's own value fresh never reaches the source and is not counted.
 *
 * @param liveQueries how many distinct queries or metrics somebody reads at present
 * @param forgottenQueries how many were forgotten because nobody read them, or for want of room
 * @param reads how many reads reached the source
 * @param cacheHits how many of them were answered at once with a fresh value of another read
 * @param staleAnswers how many were answered with a value older than it should be
 * @param requests how many requests have ended, with whatever status
 * @param queries how many queries these requests carried
 */
public record SourceStatistics(
    long liveQueries,
    long forgottenQueries,
    long reads,
    long cacheHits,
    long staleAnswers,
    long requests,
    long queries) {

  /** Nothing held, nothing done. */
  public static final SourceStatistics NONE = new SourceStatistics(0, 0, 0, 0, 0, 0, 0);

  /**
   * Adds what another source holds and has done.
   *
   * @param other the other source's
   * @return the sums
   */
  public SourceStatistics plus(SourceStatistics other) {
    return new SourceStatistics(
        liveQueries + other.liveQueries,
        forgottenQueries + other.forgottenQueries,
        reads + other.reads,
        cacheHits + other.cacheHits,
        staleAnswers + other.staleAnswers,
        requests + other.requests,
        queries + other.queries);
  }
}
