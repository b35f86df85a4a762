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
    "2026-11-24 09:14:27Z, 2026-11-24 09:14:27Z",
    "+123456, [+]123456",
    "+12345, +12345",
    "+1+2345678, +1[+]2345678",
    "2-0-2-5-5-5-0-1-4-3, 2[-]0[-]2[-]5[-]5[-]5[-]0[-]1[-]4[-]3",
    "2-0-2-5-5-5-0-1-4, 2-0-2-5-5-5-0-1-4",
    "call (202) 555.0143 x, call [(]202[) ]555[.]0143 x"
  })
  void areBrokenWhereTelephonesWouldDial(String text, String broken) {
    assertThat(Links.broken(text)).isEqualTo(broken);
  }

  @ParameterizedTest
  @CsvSource({
    "LocalHost:80, [L]ocalHost:80",
    "local.host, local[.]host",
    "a//b, a[//]b",
    "a/b, a/b",
    "see:x.y, see[:]x.y",
    "the end. Com, the end. Com",
    "the end., the end."
  })
  void areBrokenWhereProgramsWouldOpen(String text, String broken) {
    assertThat(Links.broken(text)).isEqualTo(broken);
  }
}
