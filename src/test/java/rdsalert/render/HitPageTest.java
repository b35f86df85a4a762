package rdsalert.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import rdsalert.briefing.Alert;
import rdsalert.hunt.HitPage;
import rdsalert.testing.Samples;
import rdsalert.testing.TestRules;

/**
 * The page of a hunt, read as browsers read it: all that callers chose is text in it. Leaves pages
 * in {@code target/pages}, which a browser opens after the tests.
 */
class HitPageTest {
  private static final Map<String, Set<String>> MARKUP =
      Map.ofEntries(
          Map.entry("meta", Set.of("charset", "http-equiv", "content", "name")),
          Map.entry("html", Set.of("lang")),
          Map.entry("a", Set.of("href")),
          Map.entry("th", Set.of("scope", "class")),
          Map.entry("td", Set.of("class")),
          Map.entry("section", Set.of("class", "tabindex", "aria-label")),
          Map.entry("details", Set.of("open")),
          Map.entry("time", Set.of("datetime")),
          Map.entry("pre", Set.of("dir", "tabindex")),
          Map.entry("div", Set.of("id", "class")),
          Map.entry("span", Set.of("class")),
          Map.entry("bdi", Set.of("class")),
          Map.entry("p", Set.of("class")));

  private static final Set<String> PLAIN =
      Set.of(
          "head", "title", "style", "body", "main", "h1", "h2", "h3", "table", "caption", "thead",
          "tbody", "tr", "summary");

  private static Message message(Alert alert) {
    return Message.of(alert, SampleAlerts.sent(alert));
  }

  private static Document page(String name, List<Message> messages) throws IOException {
    HitPage page = new HitPage();
    messages.forEach(page::publish);
    Path file = Path.of("target", "pages", name + ".html");
    Files.createDirectories(file.getParent());
    Files.writeString(file, page.html());
    return Jsoup.parse(Files.readString(file));
  }

  private static List<Message> samples() {
    return TestRules.ofThePack().entrySet().stream()
        .map(rule -> SampleAlerts.alert(rule.getKey(), Samples.read(rule.getValue())))
        .map(HitPageTest::message)
        .toList();
  }

  @Test
  void showsEachAlertOnceUnderItsRuleWithTheWholeEmail() throws IOException {
    List<Message> messages = samples();

    Document page = page("samples", messages);

    assertThat(page.title()).isEqualTo("Hunt: " + messages.size() + " alerts");
    assertThat(page.select("details pre").eachText())
        .containsExactlyInAnyOrderElementsOf(
            messages.stream().map(m -> new Element("pre").text(m.email()).text()).toList());
    assertThat(page.select("h3")).hasSize(messages.size());
    assertThat(page.expectFirst("h3").text()).isEqualTo("Critical Database snapshot made public");
    checkMarkup(page);
  }

  @Test
  void countsByRuleAndCallerAndLeadsToTheAlerts() throws IOException {
    Document page = page("samples", samples());

    for (String chart : List.of("By rule", "By caller")) {
      Element table = page.expectFirst("section[aria-label=" + chart + "] table");
      int sum = table.select("td.sum").stream().mapToInt(td -> Integer.parseInt(td.text())).sum();
      int drawn = table.select("td a").stream().mapToInt(a -> Integer.parseInt(a.text())).sum();
      assertThat(List.of(sum, drawn)).containsOnly(samples().size());
      int columns = table.select("thead th").size();
      assertThat(table.select("tbody tr")).allMatch(row -> row.childrenSize() == columns);
    }
  }

  @Test
  void makesNothingButTextOfWhatCallersChose() throws IOException {
    List<Message> messages = new ArrayList<>();
    Pattern odd = Pattern.compile("[<>&\"'\\p{C}]");
    List<String> texts =
        HostileCorpus.strings().stream().filter(text -> odd.matcher(text).find()).toList();
    for (String text : texts.subList(0, Math.min(texts.size(), 600))) {
      messages.add(
          message(
              SampleAlerts.alert(
                  messages.size() % 2 == 0
                      ? HostileCorpus.byUser(text)
                      : HostileCorpus.byRole(text))));
    }
    Document page = page("hostile", messages);

    assertThat(messages.size()).isBetween(300, 600);
    assertThat(page.select("details")).hasSize(messages.size());
    checkMarkup(page);
    assertThat(page.wholeText())
        .doesNotContainPattern("[\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}\\x07]");
  }

  /** Only what the page's own code writes is there, and it loads and runs nothing. */
  private static void checkMarkup(Document page) {
    Map<String, Integer> ids = new HashMap<>();
    for (Element element : page.getAllElements()) {
      String tag = element.normalName();
      if (!tag.equals("#root")) {
        assertThat(MARKUP.containsKey(tag) || PLAIN.contains(tag)).as("<%s>", tag).isTrue();
        assertThat(element.attributes().asList())
            .extracting(Attribute::getKey)
            .as("<%s>", tag)
            .isSubsetOf(MARKUP.getOrDefault(tag, Set.of()));
      }
      if (element.hasAttr("id")) {
        ids.merge(element.id(), 1, Integer::sum);
      }
    }
    assertThat(ids.values()).containsOnly(1);
    assertThat(page.select("a").eachAttr("href"))
        .allMatch(link -> link.startsWith("#") && ids.containsKey(link.substring(1)));
  }

  @Test
  void forbidsAllButItsOwnStyle() throws IOException, GeneralSecurityException {
    Document page = page("none", List.of());
    String style = page.expectFirst("style").data();
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));

    assertThat(page.expectFirst("meta[http-equiv=Content-Security-Policy]").attr("content"))
        .isEqualTo(
            "default-src 'none'; style-src 'sha256-"
                + Base64.getEncoder().encodeToString(digest)
                + "'; base-uri 'none'; form-action 'none'");
    assertThat(style).doesNotContain("url(", "@import");
    assertThat(page.expectFirst("h1").text()).isEqualTo("Hunt: no alert");
  }

  @Test
  void showsTheGravestIfThereAreMany() throws IOException {
    Message low = message(SampleAlerts.alert(SampleAlerts.event("root")));
    List<Message> many = new ArrayList<>(Collections.nCopies(2_000, low));
    many.addAll(samples());
    Document page = page("many", many);

    assertThat(page.title()).isEqualTo("Hunt: " + many.size() + " alerts");
    assertThat(page.select(".cut").text()).startsWith("Only the gravest 2000 are shown");
    assertThat(page.select("details")).hasSize(2_000);
    assertThat(page.expectFirst("h3").text()).isEqualTo("Critical Database snapshot made public");
  }
}
