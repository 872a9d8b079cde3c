package io.github.scaler4j;

import io.github.scaler4j.source.HostStatus;
import java.util.List;

/**
 * The health of a factory's hosts and triggers, for a readiness endpoint or a status page.
 *
 * @param hosts each host as each account sees it; a host appears with its first read
 * @param triggers one for each open scaler, in no particular order
 */
public record ScalersHealth(List<HostStatus> hosts, List<TriggerHealth> triggers) {

  /** Copies the lists. */
  public ScalersHealth {
    hosts = List.copyOf(hosts);
    triggers = List.copyOf(triggers);
  }

  /**
   * Returns whether this process can do its work. The result is false only if there are triggers,
   * each has been read, and the last read of each failed. A single broken trigger or unavailable
   * host does not take the process out of service.
   */
  public boolean ready() {
    return triggers.isEmpty() || !triggers.stream().allMatch(TriggerHealth::failing);
  }

  /** Returns the hosts that get no requests for now, because they kept failing. */
  public List<HostStatus> hostsWithOpenCircuit() {
    return hosts.stream().filter(HostStatus::circuitOpen).toList();
  }

  /** Returns the triggers whose last read failed. */
  public List<TriggerHealth> failingTriggers() {
    return triggers.stream().filter(TriggerHealth::failing).toList();
  }
}
