package rdsalert.local;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import rdsalert.hunt.Query;
import rdsalert.hunt.WantedCalls;

/** {@code rdsalert sql}: prints a query for an engine that holds more logs than one machine. */
@Command(
    name = "sql",
    addMethodSubcommands = false,
    description =
        "Prints a query for Athena, CloudTrail Lake or DuckDB that finds every record a rule could"
            + " match. Give its result to run, which judges each record exactly.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  rdsalert sql --engine athena --pack database-exposure --since 2023-11-26",
      "  rdsalert sql --engine duckdb --files 'logs/**/*.json.gz' | duckdb -noheader -list |"
          + " rdsalert run -"
    })
final class SqlCommand implements Callable<Integer> {
  /** Lower case, as people type them. */
  enum Engine {
    athena,
    lake,
    duckdb
  }

  @Option(
      names = "--engine",
      required = true,
      description =
          "athena; lake: CloudTrail Lake, which takes no new customers since May 2026; duckdb: files"
              + " on this machine.")
  private Engine engine = Engine.athena;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description =
          "athena: the table, with its database before a dot if need be (default"
              + " cloudtrail_logs_pp, with --older cloudtrail_logs).")
  private @Nullable String table;

  @Option(
      names = "--day-column",
      paramLabel = "NAME",
      description =
          "athena: the column that the table is partitioned by, 2026/01/31 (default timestamp).")
  private @Nullable String dayColumn;

  @Option(
      names = "--older",
      description =
          "athena: the table is of the time before 2022: fewer columns, and no such partitions.")
  private boolean older;

  @Option(
      names = "--store",
      paramLabel = "ID",
      description = "lake: the event data store, by the last part of its ARN.")
  private @Nullable String store;

  @Option(
      names = "--files",
      paramLabel = "PATTERN",
      description = "duckdb: the log files (default logs/**/*.json.gz).")
  private @Nullable String files;

  @Mixin private ScopeOption.SpanOption time = new ScopeOption.SpanOption();

  @Mixin private RulesOption rulesOption = new RulesOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    requireOf(Engine.athena, "--table", table);
    requireOf(Engine.athena, "--day-column", dayColumn);
    requireOf(Engine.athena, "--older", older ? "" : null);
    requireOf(Engine.lake, "--store", store);
    requireOf(Engine.duckdb, "--files", files);
    WantedCalls wanted = new WantedCalls(rulesOption.read().rules());
    try {
      System.out.print(sql(new Query(wanted, time.checked())));
    } catch (IllegalArgumentException e) {
      throw misuse(String.valueOf(e.getMessage()));
    }
    return 0;
  }

  private String sql(Query query) {
    if (older && dayColumn != null) {
      throw misuse(
          "--older and --day-column exclude each other: an older table has no such column");
    }
    return switch (engine) {
      case athena ->
          older
              ? query.olderAthena(or(table, "cloudtrail_logs"))
              : query.athena(or(table, "cloudtrail_logs_pp"), or(dayColumn, "timestamp"));
      case lake -> query.lake(lakeStore());
      case duckdb -> query.duckDb(or(files, "logs/**/*.json.gz"));
    };
  }

  private static String or(@Nullable String given, String otherwise) {
    return given == null ? otherwise : given;
  }

  private String lakeStore() {
    if (store == null) {
      throw misuse("--engine lake needs --store: the last part of the event data store's ARN");
    }
    return store;
  }

  private void requireOf(Engine of, String option, @Nullable String given) {
    if (given != null && engine != of) {
      throw misuse(option + " is for --engine " + of + ", not for " + engine);
    }
  }

  private ParameterException misuse(String why) {
    return new ParameterException(spec.commandLine(), Terminal.oneLine(why));
  }
}
