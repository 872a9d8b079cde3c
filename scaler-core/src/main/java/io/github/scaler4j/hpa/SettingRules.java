package io.github.scaler4j.hpa;

import java.time.Duration;

/**
 * The accepted values of settings. Each method returns its argument, or throws an {@link
 * IllegalArgumentException} that names the setting, the value and what is accepted.
 */
final class SettingRules {

  private SettingRules() {}

  static int atLeast(int least, int count, String setting) {
    if (count < least) {
      throw new IllegalArgumentException(setting + ": must be " + least + " or more, got " + count);
    }
    return count;
  }

  static Duration notNegative(Duration period, String setting) {
    if (period.isNegative()) {
      throw new IllegalArgumentException(setting + ": must not be negative, got " + period);
    }
    return period;
  }
}
