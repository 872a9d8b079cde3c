package io.github.scaler4j.manifest;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.scanner.Scanner;
import org.yaml.snakeyaml.scanner.ScannerException;
import org.yaml.snakeyaml.scanner.ScannerImpl;
import org.yaml.snakeyaml.tokens.ScalarToken;
import org.yaml.snakeyaml.tokens.TagToken;
import org.yaml.snakeyaml.tokens.Token;
import org.yaml.snakeyaml.tokens.ValueToken;

/**
 * SnakeYAML's scanner, made closer to libyaml's: it accepts tabs between two tokens of a line, and
 * refuses text that the two understand differently.
 *
 * <p>SnakeYAML refuses a tab before it has changed its state, so the scan continues once the reader
 * shows blanks instead. Tabs in the indentation are refused, as by libyaml.
 *
 * <p>Confined to one call.
 */
final class LibyamlScanner implements Scanner {

  /** Each costs an exception; far beyond any real manifest. */
  private static final int MAX_TABS = 10_000;

  /** About 500,000 lines; Kubernetes stores at most 1.5 MiB per object. */
  private static final int MAX_TOKENS = 2_000_000;

  private final YamlCharacters reader;
  private final ScannerImpl scanner;
  private int tabs;
  private int tokens;
  private @Nullable Token last;

  LibyamlScanner(String text, LoaderOptions limits) {
    this.reader = new YamlCharacters(text);
    this.scanner = new ScannerImpl(reader, limits);
  }

  @Override
  public boolean checkToken(Token.ID... choices) {
    return scan(() -> scanner.checkToken(choices));
  }

  @Override
  public Token peekToken() {
    return scan(scanner::peekToken);
  }

  @Override
  public Token getToken() {
    Token token = scan(scanner::getToken);
    if (++tokens > MAX_TOKENS) {
      throw new ScannerException(null, null, "too many values", token.getStartMark());
    }
    refuseWhatLibyamlReadsOtherwise(token);
    last = token;
    return token;
  }

  private void refuseWhatLibyamlReadsOtherwise(Token token) {
    if (token instanceof TagToken tag
        && tag.getValue().getHandle() == null
        && tag.getValue().getSuffix().equals("!")) {
      throw new ScannerException(null, null, "a tag without a name", token.getStartMark());
    }
    // To libyaml, the colon of {a:} and [a:, b] belongs to the text.
    if (token instanceof ValueToken
        && last instanceof ScalarToken scalar
        && scalar.getPlain()
        && isFlowIndicator(token.getEndMark())) {
      throw new ScannerException(
          null, null, "a colon before a bracket, a brace or a comma", token.getStartMark());
    }
  }

  private static boolean isFlowIndicator(Mark mark) {
    return mark.getPointer() < mark.getBuffer().length
        && ",[]{}?".indexOf(mark.getBuffer()[mark.getPointer()]) >= 0;
  }

  @Override
  public void resetDocumentIndex() {
    scanner.resetDocumentIndex();
  }

  private <T> T scan(Supplier<T> step) {
    while (true) {
      try {
        return step.get();
      } catch (ScannerException e) {
        if (!String.valueOf(e.getProblem()).contains("that cannot start any token")
            || ++tabs > MAX_TABS
            || !reader.showBlanksForTabs()) {
          throw e;
        }
      }
    }
  }
}
