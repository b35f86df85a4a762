package rdsalert.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole hostile corpus is held against libraries that find links; these are single finds. */
class LinksTest {
  @ParameterizedTest
  @CsvSource({
    "2025550143-..., 2025550143[-]...",
    "202-555-0143, 202[-]555[-]0143",
    "snapshot 2025550143- in, snapshot 2025550143[-] in",
    "logs-123456789012-eu, logs-123456789012-eu",
    "123456789012 eu-central-1, 123456789012 eu-central-1",
    "2026-11-24 09:14:27Z, 2026-11-24 09:14:27Z"
  })
  void areBrokenWhereTelephonesWouldDial(String text, String broken) {
    assertThat(Links.broken(text)).isEqualTo(broken);
  }
}
