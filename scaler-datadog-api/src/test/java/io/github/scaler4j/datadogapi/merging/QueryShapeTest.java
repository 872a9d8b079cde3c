package io.github.scaler4j.datadogapi.merging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries of public autoscalers, and what Datadog would take for something else. */
class QueryShapeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum:trace.redis.command.hits{env:prod,service:web}.as_count()",
        "sum:istio.mesh.request.count.total{kube_namespace:a,kube_deployment:x} by"
            + " {kube_deployment}.as_count().rollup(sum, 60)",
        "sum:trace.http.request.duration{env:e,service:s}.rollup(sum).fill(zero).as_rate()",
        "sum:trace.web.request.hits{service:s,env:e}.as_rate().rollup(60)",
        "avg:trace.rack.request.hits{env:e,service:s}.as_count().rollup(sum, 60)",
        "sum:aws.applicationelb.request_count_per_target{service:s,stage:t}.as_count()",
        "avg:system.cpu.user{app:nginx}",
        "avg:nginx.net.request_per_s{cluster_name:c-1}",
        "sum:kubernetes.pods.running{kube_namespace:n,cluster_name:c}",
        "avg:pipelines.source_buffer_utilization_mean{pipeline_id:0a1b}",
        "avg:kubernetes.cpu.usage{kube_stateful_set:s}",
        "max:nginx.net.request_per_s{kube_container_name:nginx}.rollup(60)",
        "sum:http.requests{service:s}.rollup(avg, 60)",
        "autoscaling.kong_upstream_latency_ms{service:s}",
        "max:apache.performance.busy_workers{cs_env:e,project:p,kube_container_name:k}"
            + ".rollup(max, 60)",
        "avg:gcp.pubsub.subscription.num_undelivered_messages{project_id:p,subscription_id:s}"
            + ".rollup(30)",
        "avg:m{url:https://a/b}",
        " sum:m{ a:b , c:d }by{c} .fill(last, 60) "
      })
  void parsesSafeQueries(String query) {
    assertThat(QueryShape.parse(query)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "p90:trace.aspnet_core.request{env:e,service:s}.rollup(300)",
        "per_second(sum:http.requests{service:s,dc:d}.rollup(max, 2))",
        "max:mail.db.v3.unsent_invitations{*}",
        "sum:a{x:y}/sum:b{x:y}",
        "sum:a{x:y},sum:b{x:y}",
        "sum:a{x:y}+1",
        "avg:m{service:web*}",
        "avg:m{!service:web}",
        "avg:m{service:web AND env:prod}",
        "avg:m{service IN (a,b)}",
        "avg:m{service:My App}",
        "avg:m{service:Web}",
        "avg:m{Service:web}",
        "avg:m{service:{{ .name }}}",
        "avg:m{service:$service}",
        "avg:m{service:%%host%%}",
        "avg:m{service:a,service:b}",
        "avg:m{service:or}",
        "avg:m{service:}",
        "avg:m{service}",
        "avg:m{}",
        "avg:m{service:a} by {host}",
        "avg:m{service:a}.default_zero()",
        "top(avg:m{service:a}, 5, 'mean', 'desc')",
        "anomalies(avg:m{service:a}, 'basic', 2)",
        "count_nonzero(avg:m{service:a})",
        "avg:m{service:a}.weighted()",
        "exclude_null(avg:m{service:a})",
        "forecast(avg:m{service:a}, 'linear', 1)",
      })
  void ignoresAllOtherTypes(String query) {
    assertThat(QueryShape.parse(query)).isEmpty();
  }

  @Test
  void ignoresATagThatDatadogWouldCut() {
    assertThat(QueryShape.parse("avg:m{k:" + "v".repeat(198) + "}")).isPresent();
    assertThat(QueryShape.parse("avg:m{k:" + "v".repeat(199) + "}")).isEmpty();
  }
}
