package io.github.scaler4j.datadogapi;

import io.github.scaler4j.engine.ErrorText;
import java.util.Set;

/**
 * Names accounts in metrics and events without revealing their keys: the API key's name, else
 * {@code account}. If that is taken on the host, the smallest free number from 2 is appended.
 */
final class AccountNaming {

  private static final int LONGEST = 100;

  private AccountNaming() {}

  /**
   * Chooses a name.
   *
   * @param account the account
   * @param taken the names of the other accounts of its host
   */
  static String choose(Account account, Set<String> taken) {
    String base = account.apiKey().name().map(AccountNaming::oneLine).orElse("account");
    String name = base;
    for (int number = 2; taken.contains(name); number++) {
      name = base + "-" + number;
    }
    return name;
  }

  private static String oneLine(String name) {
    return ErrorText.oneLine(name, LONGEST);
  }
}
