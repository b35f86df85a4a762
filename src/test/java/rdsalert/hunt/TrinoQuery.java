package rdsalert.hunt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.Array;
import io.trino.sql.tree.Cast;
import io.trino.sql.tree.CoalesceExpression;
import io.trino.sql.tree.ComparisonPredicate;
import io.trino.sql.tree.DereferenceExpression;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.IfExpression;
import io.trino.sql.tree.InListExpression;
import io.trino.sql.tree.InPredicate;
import io.trino.sql.tree.IsNullPredicate;
import io.trino.sql.tree.LambdaExpression;
import io.trino.sql.tree.LogicalExpression;
import io.trino.sql.tree.Predicate;
import io.trino.sql.tree.Predicated;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.QuerySpecification;
import io.trino.sql.tree.SingleColumn;
import io.trino.sql.tree.StringLiteral;
import io.trino.sql.tree.Table;
import io.trino.sql.tree.TryExpression;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A query, read by Trino's own parser, and run on one row: as much of SQL as ours need. */
final class TrinoQuery {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final QuerySpecification query;

  private TrinoQuery(QuerySpecification query) {
    this.query = query;
  }

  static TrinoQuery parse(String sql) {
    Query statement = (Query) new SqlParser().createStatement(sql);
    return new TrinoQuery((QuerySpecification) statement.getQueryBody());
  }

  String table() {
    return ((Table) query.getFrom().orElseThrow()).getName().toString();
  }

  /** What it selects of a row with these columns; empty if the row is not wanted. */
  Optional<JsonNode> select(ObjectNode row, AthenaRow columns) {
    Row known = new Row(row, columns, Map.of());
    if (!known.value(query.getWhere().orElseThrow()).asBoolean()) {
      return Optional.empty();
    }
    var column = (SingleColumn) query.getSelect().getSelectItems().getFirst();
    return Optional.of(known.value(column.getExpression()));
  }

  String alias() {
    var column = (SingleColumn) query.getSelect().getSelectItems().getFirst();
    return column
        .getAlias()
        .map(Identifier::getValue)
        .orElseGet(() -> ((Identifier) column.getExpression()).getValue());
  }

  private record Row(JsonNode columns, AthenaRow table, Map<String, JsonNode> variables) {
    JsonNode value(Expression expression) {
      return switch (expression) {
        case StringLiteral text -> TextNode.valueOf(text.getValue());
        case Identifier name -> named(name.getValue());
        case DereferenceExpression part -> part(part);
        case LogicalExpression all -> logical(all);
        case Predicated one -> BooleanNode.valueOf(holds(one));
        case CoalesceExpression one -> coalesce(one);
        case IfExpression one ->
            value(one.getCondition()).asBoolean()
                ? value(one.getTrueValue())
                : one.getFalseValue().map(this::value).orElse(NullNode.instance);
        case Cast cast -> value(cast.getExpression());
        case TryExpression attempt -> attempt(attempt.getInnerExpression());
        case Array array -> array(array.getValues());
        case FunctionCall call -> call(call.getName().toString(), call.argumentValues());
        default -> throw new AssertionError("not known here: " + expression);
      };
    }

    private JsonNode named(String name) {
      JsonNode variable = variables.get(name);
      if (variable != null) {
        return variable;
      }
      if (!table.has(name)) {
        throw new AssertionError("the table has no column " + name);
      }
      return orNull(columns.get(name));
    }

    private JsonNode part(DereferenceExpression part) {
      JsonNode base = value(part.getBase());
      String path = part.toString();
      if (!variables.containsKey(path.replaceFirst("\\..*", "")) && !table.has(path)) {
        throw new AssertionError("the table has no column " + path);
      }
      return orNull(base.get(part.getField().orElseThrow().getValue()));
    }

    private static JsonNode orNull(@Nullable JsonNode value) {
      return value == null ? NullNode.instance : value;
    }

    private JsonNode logical(LogicalExpression all) {
      boolean and = all.getOperator() == LogicalExpression.Operator.AND;
      return BooleanNode.valueOf(
          and
              ? all.getTerms().stream().allMatch(term -> value(term).asBoolean())
              : all.getTerms().stream().anyMatch(term -> value(term).asBoolean()));
    }

    private boolean holds(Predicated one) {
      JsonNode left = value(one.getValue());
      Predicate predicate = one.getPredicate();
      return switch (predicate) {
        case IsNullPredicate isNull -> left.isNull() != isNull.isNegated();
        case InPredicate in ->
            ((InListExpression) in.getValueList())
                .getValues().stream().anyMatch(each -> value(each).equals(left));
        case ComparisonPredicate compared -> compare(left, compared);
        default -> throw new AssertionError("not known here: " + predicate);
      };
    }

    private boolean compare(JsonNode left, ComparisonPredicate compared) {
      JsonNode right = value(compared.getRight());
      if (left.isNull() || right.isNull()) {
        return false;
      }
      int order = left.asText().compareTo(right.asText());
      return switch (compared.getOperator()) {
        case EQUAL -> order == 0;
        case NOT_EQUAL -> order != 0;
        case LESS_THAN -> order < 0;
        case LESS_THAN_OR_EQUAL -> order <= 0;
        case GREATER_THAN -> order > 0;
        case GREATER_THAN_OR_EQUAL -> order >= 0;
      };
    }

    private JsonNode coalesce(CoalesceExpression one) {
      return one.getOperands().stream()
          .map(this::value)
          .filter(value -> !value.isNull())
          .findFirst()
          .orElse(NullNode.instance);
    }

    private JsonNode attempt(Expression inner) {
      try {
        return value(inner);
      } catch (IllegalArgumentException e) {
        return NullNode.instance;
      }
    }

    private ArrayNode array(List<Expression> values) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      values.forEach(each -> array.add(value(each)));
      return array;
    }

    private JsonNode call(String function, List<Expression> arguments) {
      JsonNode first = value(arguments.getFirst());
      return switch (function) {
        case "json_format" -> TextNode.valueOf(first.toString());
        case "json_parse" -> first.isNull() ? first : parsed(first.asText());
        case "map" -> map(first, value(arguments.getLast()));
        case "map_filter" -> filtered(first, (LambdaExpression) arguments.getLast());
        case "transform" -> transformed(first, (LambdaExpression) arguments.getLast());
        default -> throw new AssertionError("not known here: " + function);
      };
    }

    private static JsonNode parsed(String text) {
      try {
        return MAPPER.readTree(text);
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(e);
      }
    }

    private static JsonNode map(JsonNode keys, JsonNode values) {
      ObjectNode map = JsonNodeFactory.instance.objectNode();
      Iterator<JsonNode> each = values.iterator();
      keys.forEach(key -> map.set(key.asText(), each.next()));
      return map;
    }

    private Row with(LambdaExpression lambda, JsonNode... values) {
      Map<String, JsonNode> all = new HashMap<>(variables);
      for (int i = 0; i < values.length; i++) {
        all.put(lambda.getArguments().get(i).getName().getValue(), values[i]);
      }
      return new Row(columns, table, all);
    }

    private JsonNode filtered(JsonNode map, LambdaExpression lambda) {
      ObjectNode kept = JsonNodeFactory.instance.objectNode();
      for (var entry : map.properties()) {
        JsonNode key = TextNode.valueOf(entry.getKey());
        if (with(lambda, key, entry.getValue()).value(lambda.getBody()).asBoolean()) {
          kept.set(entry.getKey(), entry.getValue());
        }
      }
      return kept;
    }

    private JsonNode transformed(JsonNode array, LambdaExpression lambda) {
      if (array.isNull()) {
        return array;
      }
      ArrayNode each = JsonNodeFactory.instance.arrayNode();
      array.forEach(element -> each.add(with(lambda, element).value(lambda.getBody())));
      return each;
    }
  }
}
