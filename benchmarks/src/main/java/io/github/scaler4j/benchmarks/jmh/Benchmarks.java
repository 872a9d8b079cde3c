package io.github.scaler4j.benchmarks.jmh;

import org.openjdk.jmh.Main;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** JMH's own program, which always measures allocation and CPU in addition to the time. */
public final class Benchmarks {

  private Benchmarks() {}

  /**
   * Runs benchmarks.
   *
   * @param args JMH's own, for example a benchmark's name; {@code -h} lists them
   */
  public static void main(String[] args) throws Exception {
    CommandLineOptions given = new CommandLineOptions(args);
    if (given.shouldHelp()
        || given.shouldList()
        || given.shouldListWithParams()
        || given.shouldListProfilers()
        || given.shouldListResultFormats()) {
      Main.main(args);
      return;
    }
    new Runner(profiled(given).build()).run();
  }

  static OptionsBuilder profiled(Options given) {
    OptionsBuilder options = new OptionsBuilder();
    options.parent(given).addProfiler(GCProfiler.class).addProfiler(CpuProfiler.class);
    return options;
  }
}
