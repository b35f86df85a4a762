package rdsalert;

import java.util.List;

/**
 * The environment sets something that cannot be. The message names every variable that is wrong.
 */
public final class InvalidSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidSettingsException(List<String> problems) {
    super("cannot start: " + String.join("; ", problems));
  }
}
