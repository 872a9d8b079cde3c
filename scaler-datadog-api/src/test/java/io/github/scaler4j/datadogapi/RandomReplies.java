package io.github.scaler4j.datadogapi;

import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.trigger.DatadogQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Replies of every kind to a batch, at random. Queries of the one family have a value each, but
 * their grouped answers may lack it.
 */
final class RandomReplies {

  private static final Pattern MEMBER = Pattern.compile("avg:load\\{service:(s\\d+)}");
  private static final Pattern LIST = Pattern.compile("service IN \\(([^)]*)\\)} by ");
  private static final Pattern OPEN = Pattern.compile("\\{\\*} by ");
  private static final int MEMBERS = 12;

  private final Random random;
  private final boolean calm;
  private long point = 1_000;

  /**
   * Creates replies.
   *
   * @param calm whether most are answers, so that the family can be merged
   */
  RandomReplies(Random random, boolean calm) {
    this.random = random;
    this.calm = calm;
  }

  /** A query of the family. */
  static String member(int number) {
    return "avg:load{service:s" + number % MEMBERS + "}";
  }

  Reply next(Batch batch) {
    RateLimitHeaders limits = random.nextBoolean() ? RateLimitHeaders.NONE : limits();
    int dice = calm && random.nextInt(40) > 0 ? 0 : random.nextInt(12);
    if (dice < 5) {
      return answer(batch, limits, random.nextInt(15) == 0);
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

  /** Answers everything. */
  Reply answer(Batch batch) {
    return answer(batch, RateLimitHeaders.NONE, false);
  }

  private Reply answer(Batch batch, RateLimitHeaders limits, boolean lacks) {
    point += 10;
    List<List<Series>> series = new ArrayList<>();
    List<List<SeriesDetails>> details = new ArrayList<>();
    for (DatadogQuery text : batch.texts()) {
      List<Series> ofText = new ArrayList<>();
      List<SeriesDetails> detailsOfText = new ArrayList<>();
      boolean grouped = !MEMBER.matcher(text.text()).matches();
      for (String service : services(text.text())) {
        if (!grouped || !lacks || random.nextInt(4) > 0) {
          ofText.add(new Series(0, service.hashCode(), point));
          List<String> tags = grouped ? List.of("service:" + service) : List.of();
          detailsOfText.add(new SeriesDetails(tags, point));
        }
      }
      series.add(ofText);
      details.add(detailsOfText);
    }
    return new Reply.Answered(limits, series, details);
  }

  private static List<String> services(String text) {
    Matcher member = MEMBER.matcher(text);
    if (member.matches()) {
      return List.of(member.group(1));
    }
    Matcher list = LIST.matcher(text);
    if (list.find()) {
      return List.of(list.group(1).split(",", -1));
    }
    return OPEN.matcher(text).find()
        ? IntStream.range(0, MEMBERS).mapToObj(i -> "s" + i).toList()
        : List.of();
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
