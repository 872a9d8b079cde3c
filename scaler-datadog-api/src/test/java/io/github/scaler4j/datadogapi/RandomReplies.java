package io.github.scaler4j.datadogapi;

import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** Replies of every kind to a batch, at random. */
final class RandomReplies {

  private final Random random;

  RandomReplies(Random random) {
    this.random = random;
  }

  Reply next(Batch batch) {
    RateLimitHeaders limits = random.nextBoolean() ? RateLimitHeaders.NONE : limits();
    int dice = random.nextInt(12);
    if (dice < 5) {
      return answer(batch, limits);
    } else if (dice < 6) {
      return new Reply.Unprocessable(limits, "unprocessable");
    } else if (dice < 8) {
      return new Reply.Refused(limits, new QueryRejectedException("no"), true);
    } else if (dice < 9) {
      return new Reply.Refused(
          limits, new RateLimitedException("429", RateLimitedException.Details.UNKNOWN), false);
    } else if (dice < 10) {
      return new Reply.Refused(
          limits,
          new UnexpectedResponseException(random.nextBoolean() ? 503 : 403, "no", null),
          false);
    }
    return new Reply.Missing(
        dice < 11 ? new TransportException("reset", null) : new IllegalStateException("bug"));
  }

  /** Answers each query of a batch, without series. */
  static Reply answer(Batch batch, RateLimitHeaders limits) {
    return new Reply.Answered(
        limits, batch.queries().stream().map(query -> List.<Series>of()).toList());
  }

  private RateLimitHeaders limits() {
    return new RateLimitHeaders(
        OptionalLong.of(100),
        OptionalLong.of(60),
        OptionalLong.of(random.nextInt(101)),
        OptionalLong.of(random.nextInt(61)),
        OptionalLong.empty(),
        Optional.empty());
  }
}
