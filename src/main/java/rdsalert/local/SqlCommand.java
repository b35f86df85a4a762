package rdsalert.local;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import rdsalert.hunt.Query;
import rdsalert.hunt.WantedCalls;

/** {@code rdsalert sql}: prints a query for an engine that holds more logs than one machine. */
final class SqlCommand extends Command {
  /** Lower case, as people type them. */
  enum Engine {
    athena,
    lake,
    duckdb
  }

  private final Argument<Engine> engine =
      add(
          OptionSpec.builder("--engine")
              .type(Engine.class)
              .paramLabel("<engine>")
              .required(true)
              .description(
                  "athena; lake: CloudTrail Lake, which takes no new customers since May 2026;"
                      + " duckdb: files on this machine.")
              .build());
  private final Argument<@Nullable String> table =
      text(
          "--table",
          "NAME",
          "athena: the table, with its database before a dot if need be (default"
              + " cloudtrail_logs_pp, with --older cloudtrail_logs).");
  private final Argument<Boolean> older =
      flag(
          "--older",
          "athena: the table is of the time before 2022: fewer columns, and no such partitions.");
  private final Argument<@Nullable String> store =
      text("--store", "ID", "lake: the event data store, by the last part of its ARN.");
  private final Argument<@Nullable String> files =
      text("--files", "PATTERN", "duckdb: the log files (default logs/**/*.json.gz).");
  private final ScopeOption.SpanOption time = new ScopeOption.SpanOption(this);
  private final RulesOption rulesOption = new RulesOption(this);

  CommandSpec spec() {
    spec.usageMessage()
        .description(
            "Prints a query for Athena, CloudTrail Lake or DuckDB that finds every record a rule"
                + " could match. Give its result to run, which judges each record exactly.")
        .footerHeading("%nExamples:%n")
        .footer(
            "  rdsalert sql --engine athena --pack database-exposure --since 2023-11-26",
            "  rdsalert sql --engine duckdb --files 'logs/**/*.json.gz' | duckdb -noheader -list |"
                + " rdsalert run --cap none -");
    return spec;
  }

  @Override
  public Integer call() {
    requireOf(Engine.athena, "--table", table.value() != null);
    requireOf(Engine.athena, "--older", older.value());
    requireOf(Engine.lake, "--store", store.value() != null);
    requireOf(Engine.duckdb, "--files", files.value() != null);
    WantedCalls wanted = new WantedCalls(rulesOption.read().rules());
    try {
      System.out.print(sql(new Query(wanted, time.read())));
    } catch (IllegalArgumentException e) {
      throw misuse(String.valueOf(e.getMessage()));
    }
    return 0;
  }

  private String sql(Query query) {
    return switch (engine.value()) {
      case athena ->
          older.value()
              ? query.olderAthena(or(table, "cloudtrail_logs"))
              : query.athena(or(table, "cloudtrail_logs_pp"));
      case lake -> query.lake(lakeStore());
      case duckdb -> query.duckDb(or(files, "logs/**/*.json.gz"));
    };
  }

  private static String or(Argument<@Nullable String> option, String otherwise) {
    String given = option.value();
    return given == null ? otherwise : given;
  }

  private String lakeStore() {
    String given = store.value();
    if (given == null) {
      throw misuse("--engine lake needs --store: the last part of the event data store's ARN");
    }
    return given;
  }

  private void requireOf(Engine of, String option, boolean isGiven) {
    if (isGiven && engine.value() != of) {
      throw misuse(option + " is for --engine " + of + ", not for " + engine.value());
    }
  }
}
