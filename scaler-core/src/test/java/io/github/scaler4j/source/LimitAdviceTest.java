package io.github.scaler4j.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitAdviceTest {

  private static LimitAdvice advice(long limit, int queries, int merged) {
    RateLimitStatus status =
        RateLimitStatus.builder()
            .name("query_metrics")
            .limit(limit)
            .period(Duration.ofHours(1))
            .build();
    int requests = (queries + 34) / 35;
    return LimitAdvice.of(status, queries, requests, Duration.ofSeconds(15))
        .withShare(0.9)
        .withMergedRequests(merged);
  }

  @Test
  void computesTheNeedsOfAThousandTriggers() {
    LimitAdvice advice = advice(1_600, 1_000, 4);
    // 29 requests carry 1,000 queries, 240 times an hour.
    assertThat(advice.needed()).isEqualTo(6_960);
    assertThat(advice.neededLimit()).isEqualTo(7_734);
    assertThat(advice.throughMerging()).isEqualTo(960);
    assertThat(advice.throughAgent()).isEqualTo(3_480);
    assertThat(advice.ageNow().toMillis()).isEqualTo(72_500);
    assertThat(advice.suffices()).isFalse();
  }

  @Test
  void writesTheRequestForMore() {
    assertThat(advice(1_600, 1_000, 4).explain())
        .isEqualTo(
            """
            1000 queries need 6960 requests every 3600 s to be refreshed every 15 s; the limit \
            query_metrics (X-RateLimit-Name) is 1600, so a value may become 72 s old.
            With merging: about 960 requests. Through the Cluster Agent: 3480 requests, with values up \
            to 30 s older.
            To Datadog's support: please raise the rate limit query_metrics (X-RateLimit-Name) of \
            GET /api/v1/query for our organisation from 1600 to 7734 requests per 3600 s. Our \
            autoscaling runs 1000 metric queries every 15 s, in batches.""");
  }

  @Test
  void skipsWhatExists() {
    LimitAdvice advice = advice(1_600, 70, 2);
    assertThat(advice.suffices()).isTrue();
    assertThat(advice.ageNow()).isEqualTo(Duration.ofSeconds(15));
    assertThat(advice.explain()).endsWith("is 1600, which is enough").doesNotContain("support");
  }
}
