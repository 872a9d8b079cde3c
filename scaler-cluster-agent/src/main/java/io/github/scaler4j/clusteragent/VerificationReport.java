package io.github.scaler4j.clusteragent;

import io.github.scaler4j.source.Verification.Check;
import io.github.scaler4j.source.Verification.Result;
import io.github.scaler4j.source.Verification.Step;
import java.net.URI;
import java.util.List;

/**
 * Collects the steps of one agent's verification.
 *
 * @param endpoint the agent's address
 * @param steps receives the steps
 */
record VerificationReport(URI endpoint, List<Step> steps) {

  void add(Check check, Result result, String detail) {
    steps.add(Step.of(endpoint.toString(), check, result, detail));
  }

  void skip(String why, Check... checks) {
    for (Check check : checks) {
      add(check, Result.SKIPPED, why);
    }
  }
}
